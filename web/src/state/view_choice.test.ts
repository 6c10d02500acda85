import { describe, expect, it } from 'vitest';
import { defaultView, viewFrom } from './view_choice';

describe('the remembered view', () => {
  it('comes back as it was', () => {
    const chosen = {
      layout: 'speaker',
      beside: 'half',
      hideSelf: true,
      tilesPerPage: 25,
      shortcuts: false,
      chatPreview: false,
      chatSpoken: false,
      reactionsSpoken: false,
    } as const;
    expect(viewFrom(JSON.stringify(chosen))).toEqual(chosen);
  });

  it.each(['', 'null', '[]', '"x"', '{', '{"layout":7,"tilesPerPage":1e9,"hideSelf":"yes"}'])(
    'is the default where %s was left there',
    (text) => {
      expect(viewFrom(text)).toEqual(defaultView);
    },
  );
});
