import { lazy, Suspense } from 'react';

const EffectsSettings = lazy(async () => ({
  default: (await import('./EffectsSettings')).EffectsSettings,
}));

/** Background and sound; loaded after the page that shows them. `notices`: that page has no place for them. */
export function Effects({ notices = false }: { notices?: boolean }) {
  return (
    <Suspense>
      <EffectsSettings notices={notices} />
    </Suspense>
  );
}
