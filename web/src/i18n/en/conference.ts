// English. The conference itself: control bar, stage, notices.
import type { conference as german } from '../de/conference';

export const conference: typeof german = {
  bar: {
    label: 'Controls',
    microphoneOff: 'Switch microphone off',
    notPermitted: {
      microphone: 'The moderators do not permit microphones at present.',
      camera: 'The moderators do not permit cameras at present.',
      screen: 'The moderators do not permit shared screens at present.',
    },
    microphoneOn: 'Switch microphone on',
    cameraOff: 'Switch camera off',
    cameraOn: 'Switch camera on',
    share: 'Share screen',
    stopSharing: 'Stop sharing',
    people: 'Participants',
    peopleWaiting_one: 'Participants, {{count}} waiting',
    peopleWaiting_other: 'Participants, {{count}} waiting',
    devices: 'Device settings',
    shortcuts: 'Keyboard shortcuts',
    leave: 'Leave',
    microphone: 'Microphone',
    camera: 'Camera',
    shareShort: 'Share',
    soundOnly: 'Switch to sound only',
    picturesOn: 'Switch pictures on again',
    devicesShort: 'Devices',
  },

  top: {
    people_one: '{{count}} person',
    people_other: '{{count}} people',
    invite: 'Invite',
    settings: 'Room settings',
  },

  view: {
    title: 'View',
    layout: 'Layout',
    gallery: 'Gallery',
    speaker: 'Large speaker',
    besides: 'Beside the large picture',
    strip: 'The others small beside it',
    half: 'Side by side',
    pictures: 'Pictures',
    hideSelf: 'Hide own picture',
    soundOnly: 'Sound only',
    more: 'More',
    unpin: 'Unpin the pinned picture',
    flip: 'Switch camera',
    fullScreen: 'Full screen',
    fullScreenEnd: 'Leave full screen',
    floating: 'Picture in picture',
    floatingEnd: 'Leave picture in picture',
  },

  screen: {
    content: 'Optimised for',
    detail: 'Text and detail',
    motion: 'Motion',
    frozen: 'Still picture of your shared screen',
    choice: 'Shared screens',
  },

  soundOnly: {
    text: 'Sound only: pictures and your camera are off.',
    end: 'Switch pictures on',
    noScreen: 'The screen is not transmitted while “Sound only” is on.',
  },

  hint: {
    muted: 'You are muted.',
    unmute: 'Speak now',
    talking: 'You can be heard as long as you hold the space bar.',
  },

  newDevice: {
    text: '“{{name}}” is connected.',
    use: 'Use it',
    ignore: 'Do not use it',
  },

  gallery: {
    label: 'Participants on screen',
    me: '{{name}} (me)',
    microphoneOff: 'Microphone off',
    speaking: 'speaking',
    away: 'Connection interrupted',
    pin: 'Pin {{name}}',
    unpin: 'Unpin {{name}}',
    previous: 'Previous page',
    next: 'Next page',
    page: 'Page {{page}} of {{pages}}',
    alone: 'You are alone here. “Invite” brings others in.',
    screenOf: 'Screen of {{name}}',
    ownScreen: 'You are sharing your screen.',
    sharing: 'shares the screen',
    screenStarting: 'Loading the screen …',
  },

  shortcuts: {
    title: 'Keyboard shortcuts',
    microphone: 'Switch microphone on and off',
    camera: 'Switch camera on and off',
    talk: 'Hold while muted to speak for a moment',
    share: 'Share screen and stop sharing',
    people: 'Show and close participants',
    layout: 'Switch between gallery and speaker',
    soundOnly: 'Switch sound only on and off',
    fullScreen: 'Switch full screen on and off',
    list: 'Show this list',
    space: 'Space bar',
    use: 'Use keyboard shortcuts',
    close: 'Close',
  },
  line: { lost: 'Connection interrupted – reconnecting …' },
  sound: { blocked: 'The browser is still holding back the sound.', unlock: 'Switch sound on' },

  notice: {
    region: 'Notices',
    close: 'Close notice',
    joined: '{{name}} has joined.',
    left: '{{name}} has left the conference.',
    guessingLocked:
      'Somebody has tried too many wrong access codes. Further attempts are blocked for a while.',
    admitted: 'You have been let in.',
    invited: 'The invitations are on their way.',
    switchedOff: {
      microphone: 'The moderators have switched off your microphone.',
      camera: 'The moderators have switched off your camera.',
      screen: 'The moderators have ended the sharing of your screen.',
    },
    refused: 'That did not work. Please try again.',
    noFullScreen: 'This browser has no full screen.',
    noFloating: 'There is no picture at the moment that could stand over other windows.',
    noScreen: 'The screen could not be shared.',
  },

  copied: {
    link: 'The link has been copied.',
    code: 'The access code has been copied.',
    text: 'The text has been copied.',
    accessData: 'The access data have been copied.',
    failed: 'That could not be copied. Select the text and copy it yourself.',
  },
};
