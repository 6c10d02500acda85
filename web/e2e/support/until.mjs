// Waiting for a condition, never for a time.

const pollMs = 100;

/**
 * Asks `check` until it answers something truthy, which is returned. An exception of `check` counts
 * as "not yet" and is told when the time is over.
 */
export async function until(what, seconds, check) {
  const deadline = performance.now() + seconds * 1000;
  for (let last = 'never asked'; ; ) {
    try {
      const answer = await check();
      if (answer) return answer;
      last = `last answer: ${JSON.stringify(answer)}`;
    } catch (failure) {
      last = `last failure: ${failure instanceof Error ? failure.message : failure}`;
    }
    if (performance.now() > deadline) {
      throw new Error(`Not within ${seconds} s: ${what} (${last})`);
    }
    await new Promise((resume) => setTimeout(resume, pollMs));
  }
}

/** Rejects when `work` is not done in time; `work` itself goes on. */
export async function within(seconds, what, work) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`Not done after ${seconds} s: ${what}`)),
      seconds * 1000,
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
