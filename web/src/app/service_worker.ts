// Registers /sw.js (build/service_worker.js) once the page stands. Without it everything works.

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): string };
}

const path = '/sw.js';

export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const register = () => {
    // The content security policy lets no mere text name a script.
    const { trustedTypes } = window as { trustedTypes?: TrustedTypes };
    const policy = trustedTypes?.createPolicy('plenum-service-worker', {
      createScriptURL: () => path,
    });
    void navigator.serviceWorker
      .register(policy?.createScriptURL(path) ?? path, { updateViaCache: 'none' })
      .catch(() => {});
  };
  if (document.readyState === 'complete') register();
  else window.addEventListener('load', register, { once: true });
}
