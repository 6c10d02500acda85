// English. The connection: its test, its quality, its figures.
export const line = {
  connectionTest: {
    title: 'Test connection',
    running: 'Your connection is being tested. This takes some seconds.',
    again: 'Test again',
    close: 'Close',
    outcome: 'Result',
    details: 'Details',
    ways: 'Ways to the server',
    webSocket: 'Page and control (WebSocket)',
    way: {
      udp: 'Direct (UDP)',
      relayUdp: 'Detour over UDP',
      relayTcp: 'Detour over TCP',
      relayTls: 'Detour over TLS, like a web page',
    },
    state: {
      waiting: 'being tested …',
      open: 'open',
      closed: 'blocked',
      none: 'not offered by this server',
    },
    line: 'Line',
    down: 'Receiving',
    up: 'Sending',
    roundTrip: 'There and back',
    speed: 'about {{value}} Mbit/s',
    speedOver: 'more than {{value}} Mbit/s',
    milliseconds: '{{value}} ms',
    unknown: 'not measured',
    browser: 'Browser',
    webRtc: 'Video conferences (WebRTC)',
    secure: 'Secure address',
    microphone: 'Microphone',
    camera: 'Camera',
    yes: 'yes',
    no: 'no',
    permission: {
      granted: 'allowed',
      prompt: 'the browser will ask',
      denied: 'blocked',
      missing: 'none found',
      unknown: 'not known',
    },
    forTechnicians: 'For your IT department',
    ports:
      'Please allow to {{host}}: HTTPS with WebSockets, and {{ports}}. The direct way, {{media}}/UDP, is best.',
    advice: {
      direct: 'All is well: picture and sound take the direct way.',
      relayUdp: 'It works: the direct way is blocked, picture and sound take the detour over UDP.',
      relayTcp:
        'It works, but only by a detour: UDP is blocked. Picture and sound may falter. Another network often helps, and so does switching a VPN off.',
      nothing:
        'Picture and sound cannot get through: every way is blocked. Switch a VPN off, or use another network, for example that of your phone (hotspot). In authorities, schools and companies the IT department can help.',
      nothingWithoutRelay:
        'Picture and sound cannot get through: UDP is blocked, and this server offers no detour. Switch a VPN off, or use another network, for example that of your phone (hotspot).',
      webSocket:
        'The page does not get through to the server (WebSocket). Often it is a VPN, a virus scanner or a proxy. Switch it off, or use another network.',
      browser:
        'This browser cannot take part in video conferences. Use a current one: Chrome, Edge, Firefox or Safari.',
      insecure:
        'The browser gives camera and microphone to secure addresses only. Open the page with https://.',
      slow: 'The line is slow. Switch your camera off when it falters, and stop downloads in the same network.',
      soundOnly:
        'The line is good enough for sound alone. Choose “Sound only” in the conference, go nearer to the Wi-Fi router, or use a cable.',
      late: 'The line is sluggish: you hear the others late. Let each other finish. A cable instead of Wi-Fi, or a network without VPN, often helps.',
      microphoneDenied:
        'The browser may not use the microphone. Allow it by the symbol in the address bar.',
      microphoneMissing: 'No microphone was found. You can listen all the same.',
      cameraDenied:
        'The browser may not use the camera. Allow it by the symbol in the address bar.',
      cameraMissing: 'No camera was found. You can take part all the same.',
    },
    problem: {
      too_fast: 'Too many tests from your network at present. Please wait a moment.',
      overloaded: 'The server is testing many connections at present. Please wait a minute.',
      network: 'The server does not answer. See whether other pages work, and try again.',
      other: 'That did not work. Please try again.',
    },
  },

  notLoaded: 'That could not be loaded. Please reload the page.',

  lineQuality: {
    good: 'Connection good',
    unsteady: 'Connection unsteady',
    poor: 'Connection poor',
    unknown: 'The connection is still being measured.',
    own: {
      good: 'The others see and hear you well.',
      unsteady:
        'Pictures become smaller or stand still at times. Go nearer to the Wi-Fi router, use a cable, and stop downloads in the same network. With “Sound only” speech stays clear.',
      poor: 'Sound breaks up, pictures stand still. Choose “Sound only”, go nearer to the Wi-Fi router, or use a cable. If that does not help, change the network, for example to your phone’s hotspot.',
    },
    other: {
      good: 'If something falters for you, it is not this person’s line.',
      unsteady:
        'The picture of this person becomes smaller or stands still at times. It helps if they go nearer to their Wi-Fi router or switch their camera off.',
      poor: 'This person is hard to hear, and hears badly. Tell them that “Sound only” helps, repeat what matters, or write it down.',
    },
    hint: 'Your connection is poor. Without pictures the sound stays clear. A cable, or being nearer to the Wi-Fi router, helps.',
    hintSoundOnly:
      'Your connection is poor even without pictures. Go nearer to the Wi-Fi router, or change the network.',
    dismiss: 'Got it',
  },

  statistics: {
    entry: 'Connection and statistics',
    own: 'Your connection',
    of: 'Connection: {{name}}',
    nothingSent: 'You are sending nothing at present.',
    nothingReceived:
      'Nothing comes from this person at present: microphone and camera are off, or they are not in the picture.',
    way: 'Way to the server',
    path: 'Way',
    direct: 'direct',
    relayed: 'detour by the relay',
    protocol: 'Protocol',
    roundTrip: 'There and back',
    sendable: 'Free for sending',
    milliseconds: '{{value}} ms',
    kilobits: '{{value}} kbit/s',
    kind: {
      microphone: 'Microphone',
      camera: 'Camera',
      screen: 'Screen',
      screenSound: 'Sound of the screen',
    },
    layer: { q: 'small', h: 'medium', f: 'large' },
    resolution: 'Resolution',
    framesPerSecond: 'Frames per second',
    rate: 'Data rate',
    target: 'Aim',
    loss: 'Loss',
    freezes: 'Stood still',
    freezesFor: '{{times}} times, {{seconds}} s in all',
    keyFrames: 'Complete pictures (key frames)',
    codec: 'Codec',
    limited: 'Held back by',
    limitedBy: { bandwidth: 'the line', cpu: 'the computer' },
  },
};
