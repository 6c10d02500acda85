// Opus in two channels (RFC 7587, section 6.1). Browsers decode into one channel unless their own offer asks
// for stereo, and send one unless the answer does. Both are said of all sections alike, since they share
// payload types. Pure.

/** The offer of a page that plays stereo. Firefox says so by itself. */
export function hearingStereo(sdp: string): string {
  return withParameter(sdp, 'stereo');
}

/** Also sent is stereo: the server then asks for it. */
export function sendingStereo(sdp: string): string {
  return withParameter(sdp, 'sprop-stereo');
}

function withParameter(sdp: string, name: string): string {
  const opus = new Set([...sdp.matchAll(/^a=rtpmap:(\d+) opus\//gim)].map(([, type]) => type));
  return sdp.replace(/^a=fmtp:(\d+) ([^\r\n]*)/gm, (line, type: string, parameters: string) => {
    const known = parameters.split(';').some((part) => part.trim().startsWith(`${name}=`));
    return opus.has(type) && !known ? `${line};${name}=1` : line;
  });
}
