// How busy others keep this machine, and how slow it is meanwhile. In the process namespace of the run
// /proc shows our processes only, while /proc/stat counts the whole machine: the difference is what
// others take. What the host takes from its guests (steal) some kernels count as the time of the process
// that waited for it, so it is looked at alone as well; and what it takes without saying so shows in how
// long a processor needs for a known number of instructions.
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksPerSecond = 100; // USER_HZ, the same on every Linux platform

function ticksOfMachine() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return { busy: user + nice + system + irq + softirq + steal, steal };
}

function ticksOfRun() {
  let sum = 0;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      // After the name in parentheses: state is field 3; utime, stime, cutime, cstime are 14 to 17.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      sum += fields.slice(11, 15).reduce((total, ticks) => total + Number(ticks), 0);
    } catch {
      // It has ended meanwhile; its time is in its parent's sum.
    }
  }
  return sum;
}

/**
 * How many times slower than one of 2.5 GHz a processor is now, 1 at least: five million steps of a
 * multiplication and an addition, each of which waits for the one before, four cycles a step. In time
 * of this process, so that programs beside it do not count; the quickest of three.
 */
export function slowness() {
  const steps = 5_000_000;
  const nominalMs = (steps * 4) / 2_500_000;
  let quickest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 3; round++) {
    const begin = process.cpuUsage().user;
    let value = 1;
    for (let step = 0; step < steps; step++) value = (Math.imul(value, 1_664_525) + step) | 0;
    lastValue = value;
    quickest = Math.min(quickest, (process.cpuUsage().user - begin) / 1000);
  }
  return Math.max(1, quickest / nominalMs);
}
/** Kept, so that nobody finds out that the steps lead nowhere. */
export let lastValue = 0;

/** Begins at construction. */
export class MachineWatch {
  #begin = performance.now();
  #machine = ticksOfMachine();
  #run = ticksOfRun();

  /** The share of all processors that was taken by others, 0 to 1. */
  takenByOthers() {
    const available = ((performance.now() - this.#begin) / 1000) * ticksPerSecond * cpus().length;
    const machine = ticksOfMachine();
    const others = machine.busy - this.#machine.busy - (ticksOfRun() - this.#run);
    const stolen = machine.steal - this.#machine.steal;
    return Math.max(0, Math.min(1, Math.max(others, stolen) / available));
  }
}
