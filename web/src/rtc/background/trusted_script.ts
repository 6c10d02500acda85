// The content security policy lets no string become a script's address (trusted types): these may, since
// they are files of this build on this server.

interface Policies {
  createPolicy(
    name: string,
    rules: { createScriptURL(address: string): string },
  ): { createScriptURL(address: string): unknown };
}

const policies = (globalThis as { trustedTypes?: Policies }).trustedTypes;
const policy = policies?.createPolicy('plenum-build', {
  createScriptURL: (address) => {
    if (new URL(address, location.href).origin === location.origin) return address;
    throw new TypeError(`not of this server: ${address}`);
  },
});

export function trustedScript(address: string): string {
  return (policy?.createScriptURL(address) ?? address) as string;
}
