// English. The conference itself: control bar, stage, notices.
import type { conference as german } from '../de/conference';

export const conference: typeof german = {
  bar: {
    label: 'Controls',
    microphoneOff: 'Switch microphone off',
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
    devicesShort: 'Devices',
  },

  top: {
    people_one: '{{count}} person',
    people_other: '{{count}} people',
    invite: 'Invite',
    settings: 'Room settings',
  },

  gallery: {
    label: 'Participants on screen',
    me: '{{name}} (me)',
    microphoneOff: 'Microphone off',
    speaking: 'speaking',
    away: 'Connection interrupted',
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
    list: 'Show this list',
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
    refused: 'That did not work. Please try again.',
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
