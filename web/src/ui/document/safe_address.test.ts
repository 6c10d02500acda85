import { expect, it } from 'vitest';
import { safeAddress } from './safe_address';

it.each([
  ['https://example.org/a', true],
  ['http://example.org', true],
  ['mailto:hilfe@example.org', false],
  ['tel:+49911123', false],
  ['/help#contact', false],
  ['#oben', false],
])('%s is an address', (href, leadsOut) => {
  expect(safeAddress(href)).toEqual({ href, leadsOut });
});

it.each([
  'javascript:alert(1)',
  'JaVaScript:alert(1)',
  ' javascript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  '//example.org',
  '/\\example.org',
  'example.org',
  '',
  undefined,
])('%s is none', (address) => {
  expect(safeAddress(address)).toBeUndefined();
});
