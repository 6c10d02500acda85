import { describe, expect, it } from 'vitest';
import { HttpLine } from './http_line';
import { PageApi } from './page_api';

function answering(body: unknown, status = 200) {
  const asked: string[] = [];
  const line = new HttpLine(async (path) => {
    asked.push(path);
    return new Response(JSON.stringify(body), { status });
  });
  return { api: new PageApi(line), asked };
}

describe('operator’s pages', () => {
  it('are those of the list that this client knows', async () => {
    const { api } = answering({
      pages: [
        { name: 'impressum', languages: ['de'], version: 'a1' },
        { name: 'another', version: 'b2' },
        { version: 'c3' },
      ],
    });
    expect(await api.list()).toEqual([{ name: 'impressum', version: 'a1' }]);
  });

  it('are none where the server knows no such address', async () => {
    expect(await answering({}).api.list()).toEqual([]);
  });

  it('come in the language that is asked for, or say which it is', async () => {
    const { api, asked } = answering({ language: 'de', markdown: '# Impressum' });
    expect(await api.text('impressum', 'en')).toEqual({
      name: 'impressum',
      language: 'de',
      markdown: '# Impressum',
    });
    expect(asked).toEqual(['/api/pages/impressum?language=en']);
  });

  it('that are missing are a refusal', async () => {
    const { api } = answering({ error: { code: 'no_such_room' } }, 404);
    await expect(api.text('impressum', 'de')).rejects.toMatchObject({ code: 'no_such_room' });
  });
});
