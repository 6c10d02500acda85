// What was plugged in between two lists of devices: a headset is a microphone and a loudspeaker of one
// group. Pure.
import type { Device, DeviceKind } from './model';

export type DeviceLists = Record<DeviceKind, Device[]>;

export interface NewDevice {
  name: string;
  devices: Partial<Record<DeviceKind, string>>;
}

/** Aliases that Chromium lists beside the real devices; they change with every plug. */
const aliases = ['default', 'communications'];

export function newDevice(before: DeviceLists, after: DeviceLists): NewDevice | undefined {
  const came = (kind: DeviceKind) =>
    after[kind].find(({ id, label }) => {
      const known = before[kind].some((other) => other.id === id);
      return !known && label !== '' && !aliases.includes(id);
    });
  const first = came('microphone') ?? came('loudspeaker') ?? came('camera');
  if (!first || !listedBefore(before)) return undefined;
  const kinds: DeviceKind[] = ['microphone', 'loudspeaker', 'camera'];
  const together = kinds.flatMap((kind) => {
    const device = came(kind);
    return device && (device === first || sameGroup(device, first)) ? [[kind, device.id]] : [];
  });
  return { name: first.label, devices: Object.fromEntries(together) };
}

export function isGone({ devices }: NewDevice, lists: DeviceLists): boolean {
  const kinds = Object.entries(devices) as [DeviceKind, string][];
  return !kinds.some(([kind, id]) => lists[kind].some((device) => device.id === id));
}

/** Without permission a browser lists devices without names: those are not new once it names them. */
function listedBefore(lists: DeviceLists): boolean {
  return Object.values(lists).some((list) => list.some(({ label }) => label !== ''));
}

function sameGroup(a: Device, b: Device): boolean {
  return a.group !== undefined && a.group !== '' && a.group === b.group;
}
