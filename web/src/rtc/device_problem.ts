// Why getUserMedia failed, in the words of the catalogue.
import type { DeviceProblem } from '../state/model';

export function problemOf(failure: unknown): DeviceProblem {
  const name = failure instanceof Error || failure instanceof DOMException ? failure.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'inUse';
    default:
      return 'failed';
  }
}

/** Undefined where media can be captured at all. */
export function environmentProblem(scope: {
  isSecureContext: boolean;
  mediaDevices: unknown;
}): DeviceProblem | undefined {
  if (scope.mediaDevices) return undefined;
  return scope.isSecureContext ? 'unsupported' : 'insecure';
}
