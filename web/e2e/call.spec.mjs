// The main job: people in different browsers see each other move and hear each other (R3, R4).
import { enter, seesOthers } from './support/conference.mjs';
import { plays } from './support/media.mjs';
import { test } from './support/test.mjs';

test('two people in Chromium see and hear each other', async (scope) => {
  const server = await scope.server();
  const people = ['Anna', 'Ben'];
  const pages = [];
  for (const name of people) {
    const page = await scope.chromium();
    pages.push(page);
    await enter(page, server.roomAddress('rathaus'), name);
  }
  await scope.measure('50 pictures each', 15, () =>
    Promise.all(pages.map((page, index) => plays(page, [people[1 - index]]))),
  );
});

test('three in Chromium and one in Firefox see and hear each other', {
  seconds: 240,
}, async (scope) => {
  const server = await scope.server();
  const people = ['Anna', 'Ben', 'Cem', 'Fiona'];
  const pages = [];
  for (const name of people) {
    const page = name === 'Fiona' ? await scope.firefox() : await scope.chromium();
    pages.push(page);
    await enter(page, server.roomAddress('rathaus'), name);
  }
  // Two cores encode for four and decode for twelve meanwhile.
  await scope.measure('50 pictures of each of the three others', 15, () =>
    Promise.all(
      pages.map(async (page, index) => {
        const others = people.filter((_, other) => other !== index);
        await seesOthers(page, others);
        await plays(page, others);
      }),
    ),
  );
});
