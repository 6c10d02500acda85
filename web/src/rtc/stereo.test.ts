import { describe, expect, it } from 'vitest';
import { hearingStereo, sendingStereo } from './stereo';

const lines = (...parts: string[]) => parts.map((part) => `${part}\r\n`).join('');
const offer = lines(
  'm=audio 9 UDP/TLS/RTP/SAVPF 111 63',
  'a=rtpmap:111 opus/48000/2',
  'a=fmtp:111 minptime=10;useinbandfec=1',
  'a=rtpmap:63 red/48000/2',
  'a=fmtp:63 111/111',
  'm=video 9 UDP/TLS/RTP/SAVPF 96',
  'a=rtpmap:96 VP9/90000',
  'a=fmtp:96 profile-id=0',
);

describe('stereo', () => {
  it('is asked for in every section with Opus, and nothing else is touched', () => {
    expect(hearingStereo(offer + offer)).toBe(
      (offer + offer).replaceAll('useinbandfec=1', 'useinbandfec=1;stereo=1'),
    );
    expect(sendingStereo(offer)).toContain('useinbandfec=1;sprop-stereo=1\r\n');
  });

  it('is asked for once', () => {
    expect(hearingStereo(hearingStereo(offer))).toBe(hearingStereo(offer));
    const both = sendingStereo(hearingStereo(offer));
    expect(both).toContain(';stereo=1;sprop-stereo=1\r\n');
    const firefox = offer.replace('minptime=10;', 'maxplaybackrate=48000;stereo=1;');
    expect(hearingStereo(firefox)).toBe(firefox);
  });
});
