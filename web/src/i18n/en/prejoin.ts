// English. Before the conference: devices, what is wrong with them, the waiting room.
import type { prejoin as german } from '../de/prejoin';

export const prejoin: typeof german = {
  prejoin: {
    testConnection: 'Test connection',
    title: 'Ready to join?',
    room: 'Conference “{{room}}”',
    yourName: 'Your name',
    nameHint: 'This is what the others see. A pseudonym is allowed.',
    nameHintWaiting:
      'Moderators see it and decide by it whom they let in: a name that they recognise helps. A pseudonym is allowed.',
    nameMissing: 'Please enter a name.',
    code: 'Access code',
    codeHint: 'You find the code in your invitation.',
    join: 'Join',
    waitingRoom: 'This room has a waiting room: moderators let you in.',
    previewOff: 'Camera is off',
    previewStarting: 'Camera is starting …',
    preview: 'Preview of your camera',
    level: 'Level of your microphone',
    devices: 'Devices',
    recordings: 'Recordings and screenshots of the conference are forbidden.',
    secrets: 'Do not share bank details or passwords.',
    anyway: 'You can join all the same, listen and watch.',
    retry: 'Try again',
  },

  door: {
    early: {
      title: 'The conference has not begun yet',
      text: '“{{room}}”: {{span}}. Leave this page open: it goes on by itself.',
    },
    own: {
      title: 'Your conference is planned',
      text: '“{{room}}”: {{span}}. As a moderator you can enter from {{early}}. After signing in you find it again on the start page.',
    },
    over: {
      title: 'The conference is over',
      text: '“{{room}}” was: {{span}}. Nobody new can join.',
    },
    notInvited: {
      title: 'By personal link only',
      text: 'Only those invited come to “{{room}}”. Open the link in your own invitation.',
    },
    mailed: 'The invitations are on their way.',
    notMailed:
      'The conference is there, but the invitations could not be sent. Invite again in the conference, by “Invite”.',
    signIn: 'Sign in as moderator',
  },

  device: {
    microphone: 'Microphone',
    camera: 'Camera',
    loudspeaker: 'Loudspeaker',
    unnamed: '{{kind}} {{number}}',
    standard: 'Default device',
    title: 'Device settings',
    testSound: 'Test loudspeaker',
    automatic: 'Automatic (as many as can be seen well)',
    tilesPerPage: 'Pictures per page',
  },

  problem: {
    microphone: {
      none: 'No microphone was found. Connect one and try again.',
      denied:
        'The browser may not use the microphone. Allow it with the symbol in the address bar.',
      inUse: 'The microphone cannot be opened. Close other programs that use it.',
      insecure:
        'Browsers give access to microphones on secure addresses only. Open the page with https://.',
      unsupported: 'This browser cannot use a microphone. Please use a current browser.',
      failed: 'The microphone could not be started. Try again.',
    },
    camera: {
      none: 'No camera was found. Connect one and try again.',
      denied: 'The browser may not use the camera. Allow it with the symbol in the address bar.',
      inUse: 'The camera cannot be opened. Close other programs that use it.',
      insecure:
        'Browsers give access to cameras on secure addresses only. Open the page with https://.',
      unsupported: 'This browser cannot use a camera. Please use a current browser.',
      failed: 'The camera could not be started. Try again.',
    },
    browser:
      'This browser cannot take part in video conferences. Please use a current one: Chrome, Edge, Firefox or Safari.',
  },

  waiting: {
    title: 'You are in the waiting room',
    moderated:
      '“{{room}}” is in progress. The moderators know that you are here and can let you in. Keep this page open.',
    unmoderated:
      'There is no moderator in “{{room}}” yet. As soon as one comes you are announced. Keep this page open.',
    leave: 'Stop waiting',
  },
};
