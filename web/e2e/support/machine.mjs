// How busy others keep this machine. In the process namespace of the run /proc shows our processes
// only, while /proc/stat counts the whole machine: the difference is what others take.
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const ticksPerSecond = 100; // USER_HZ, the same on every Linux platform

function busyTicksOfMachine() {
  const [user, nice, system, , , irq, softirq, steal] = readFileSync('/proc/stat', 'utf8')
    .split('\n', 1)[0]
    .trim()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return user + nice + system + irq + softirq + steal;
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

/** Begins at construction. */
export class MachineWatch {
  #begin = performance.now();
  #machine = busyTicksOfMachine();
  #run = ticksOfRun();

  /** The share of all processors that was taken by others, 0 to 1. */
  takenByOthers() {
    const available = ((performance.now() - this.#begin) / 1000) * ticksPerSecond * cpus().length;
    const others = busyTicksOfMachine() - this.#machine - (ticksOfRun() - this.#run);
    return Math.max(0, Math.min(1, others / available));
  }
}
