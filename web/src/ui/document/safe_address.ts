// Where a link of somebody's Markdown may lead: other pages of this service, the web, mail, telephone.
// Scripts and data are no addresses. Pure.
const schemes = new Set(['http:', 'https:', 'mailto:', 'tel:']);

export type SafeAddress = { href: string; leadsOut: boolean };

export function safeAddress(address: string | undefined): SafeAddress | undefined {
  if (!address) return undefined;
  if (/^(#|\/(?![/\\]))/.test(address)) return { href: address, leadsOut: false };
  try {
    const { protocol } = new URL(address);
    if (!schemes.has(protocol)) return undefined;
    return { href: address, leadsOut: protocol.startsWith('http') };
  } catch {
    return undefined;
  }
}
