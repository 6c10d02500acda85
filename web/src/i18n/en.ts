import type { de } from './de';

export const en: typeof de = {
  service: 'Plenum',
  slogan: 'Video conferences that stay in the house.',
  loading: 'One moment please …',
  language: { label: 'Language', de: 'Deutsch', en: 'English' },
  footer: { version: 'Version {{version}}' },

  start: {
    title: 'Start a video conference',
    lead: 'Give the conference a name. Whoever has the link can take part – no account, nothing to install.',
    name: 'Name of the conference',
    hint: 'If the conference exists already, you join it.',
    go: 'Go',
    nameMissing: 'Please enter a name.',
    join: 'Join a conference',
    joinLead: 'Open the link from your invitation, or enter the name of the room here.',
    joinByLinkLead: 'Open the link from your invitation, or paste it here.',
    roomName: 'Name of the room',
    roomLink: 'Link from the invitation',
    linkMissing: 'Please paste the link.',
    joinGo: 'Go to the room',
    moderators: 'For moderators',
    createRoom: 'I am a moderator and want to create a new room',
    joinAsModerator: 'I am a moderator and want to join a room',
    haveAccount: 'You have an account?',
    promises: {
      free: 'No sign-up',
      freeText: 'All it takes to join is the link and a name.',
      browser: 'In the browser',
      browserText: 'On computer, tablet and phone, nothing to install.',
      private: 'Careful with data',
      privateText: 'Picture and sound are not stored.',
    },
  },

  create: {
    title: 'Create a new room',
    lead: 'The room exists at once, and you are inside as its moderator.',
    room: 'Room name',
    roomHint: 'For example: Parents’ evening class 5b',
    roomMissing: 'Please give the room a name.',
    ownName: 'Your name or pseudonym',
    proof: 'Confirmation of your e-mail address',
    email: 'E-mail address',
    emailHint: 'The address serves only to confirm that the room may be created.',
    emailMissing: 'Please enter your e-mail address.',
    requestCode: 'Request code',
    codeSent:
      'We have sent you a code. It is valid for ten minutes. Please look into your spam folder too.',
    codeProblem: {
      too_fast: 'Too many requests. Please wait a while before you try again.',
    },
    code: 'Code from the e-mail',
    codeHint: 'Six digits',
    codeMissing: 'Please enter the code from the e-mail.',
    wrong_code: 'This code is wrong or has expired. Request a new one.',
    name_taken: 'A room of this name exists already. Please choose another.',
    not_permitted: 'You have to sign in for this.',
    byAccount: 'New rooms are created by moderators who have an account. Please sign in.',
    notReleased: 'Your account has not been released for creating rooms.',
    haveAccount: 'I have an account and want to sign in',
    go: 'Create room',
  },

  signIn: {
    title: 'Sign-in for moderators',
    lead: 'Nobody needs an account to take part.',
    login: 'User name',
    loginMissing: 'Please enter the user name.',
    password: 'Password',
    passwordMissing: 'Please enter the password.',
    wrong_code: 'User name or password is wrong.',
    go: 'Sign in',
    as: 'Signed in as {{login}}',
    out: 'Sign out',
  },

  reentry: {
    title: 'Back into your room',
    lead: 'The access data for moderators lets you in again. A paused room is open again then.',
    accountLead: 'Sign in and open your room by its name or link.',
    nameHint: 'It may differ from the last time.',
    codeHint: 'Leave it empty if the room has none.',
    pin: 'Room PIN',
    pinHint: 'Eight digits, for moderators only.',
    pinMissing: 'Please enter the room PIN.',
    wrong_code: 'No room was found with these data. Check room name, access code and room PIN.',
    go: 'Enter the room',
  },

  privacy: {
    title: 'Privacy notice',
    purpose: 'Your name, picture and sound go to the participants of this conference.',
    notStored: 'Picture, sound and names are neither stored nor recorded.',
    room: 'Of the room, its name, link and access data are stored until it is deleted.',
    address:
      'The server processes your IP address for the connection. There is no advertising, no analysis and nothing is passed on to others.',
    read: 'I have taken note of the privacy notice',
    unread: 'Please confirm that you know the privacy notice.',
    byJoining: 'By joining you take note of the privacy notice.',
  },

  prejoin: {
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

  device: {
    microphone: 'Microphone',
    camera: 'Camera',
    loudspeaker: 'Loudspeaker',
    unnamed: '{{kind}} {{number}}',
    standard: 'Default device',
    title: 'Device settings',
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

  form: {
    network: 'The server cannot be reached. Check your connection and try again.',
    wrong_code: 'This access code is not right. Check it in your invitation.',
    no_such_room: 'This conference does not exist.',
    room_full: 'This conference is full.',
    barred: 'You have been barred from this conference.',
    bad_name: 'This name is not possible. Please choose another.',
    name_taken: 'This name is taken.',
    not_permitted: 'That is not allowed here.',
    wrong_state: 'That is not possible at the moment.',
    too_fast: 'Too many attempts. Please wait a minute.',
    overloaded: 'The server is at its limit. Please try again in a few minutes.',
    other: 'That did not work. Please try again.',
  },

  waiting: {
    title: 'You are in the waiting room',
    moderated:
      '“{{room}}” is in progress. The moderators know that you are here and can let you in. Keep this page open.',
    unmoderated:
      'There is no moderator in “{{room}}” yet. As soon as one comes you are announced. Keep this page open.',
    leave: 'Stop waiting',
  },

  connecting: 'Connecting …',

  bar: {
    label: 'Controls',
    microphoneOff: 'Switch microphone off',
    microphoneOn: 'Switch microphone on',
    cameraOff: 'Switch camera off',
    cameraOn: 'Switch camera on',
    share: 'Share screen',
    stopSharing: 'Stop sharing',
    people: 'Participants',
    peopleWaiting: 'Participants, {{count}} waiting',
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
    inviteHint: 'Copy the link to the conference',
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
    alone: 'You are alone here. Copy the link with “Invite” and send it to others.',
    screenOf: 'Screen of {{name}}',
    ownScreen: 'You are sharing your screen.',
    sharing: 'shares the screen',
    screenStarting: 'Loading the screen …',
  },

  people: {
    title: 'Participants',
    close: 'Close the list',
    waiting: 'In the waiting room',
    inside: 'In the conference',
    moderator: 'Moderator',
    participant: 'Participant',
    observer: 'Observer',
    admit: 'Admit',
    admitName: 'Admit {{name}}',
    admitAll: 'Admit all',
    reject: 'Reject',
    rejectName: 'Reject {{name}}',
    remove: 'Remove {{name}}',
    microphoneOn: 'Microphone on',
    microphoneOff: 'Microphone off',
    cameraOn: 'Camera on',
    cameraOff: 'Camera off',
  },

  remove: {
    title: 'Remove {{name}}?',
    text: 'The person leaves the conference at once.',
    bar: 'May not come back',
    confirm: 'Remove',
    cancel: 'Cancel',
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
    knocks: '{{name}} is waiting to be let in.',
    admitted: 'You have been let in.',
    refused: 'That did not work. Please try again.',
    noScreen: 'The screen could not be shared.',
  },

  copied: {
    link: 'The link has been copied.',
    failed: 'That could not be copied. Select the text and copy it yourself.',
  },

  end: {
    left: {
      title: 'You have left the conference',
      text: 'The conference may go on without you. You can come back at any time.',
    },
    removed: {
      title: 'You have been removed from the conference',
      text: 'A moderator has ended your participation.',
    },
    rejected: {
      title: 'You were not let in',
      text: 'A moderator has declined your request.',
    },
    roomEnded: {
      title: 'The conference has ended',
      text: 'Thank you for taking part. The room and its data are deleted.',
    },
    takenOver: {
      title: 'Opened in another window',
      text: 'You are now taking part there. You can close this window.',
    },
    roomFull: {
      title: 'The conference is full',
      text: 'There is no free seat at the moment. Try again later.',
    },
    barred: { title: 'No entry', text: 'You have been barred from this conference.' },
    overloaded: {
      title: 'The server is at its limit',
      text: 'To keep the running conferences good, nobody can join at the moment. Please try again in a few minutes.',
    },
    expired: {
      title: 'Your seat is no longer reserved',
      text: 'Simply join the conference again.',
    },
    paused: {
      title: 'The room is paused',
      text: 'Moderators can open it again with its access data. Try again later.',
    },
    noSuchRoom: {
      title: 'This conference does not exist',
      text: 'Check the link in your invitation.',
    },
    unreachable: {
      title: 'The server cannot be reached',
      text: 'Check your internet connection and try again.',
    },
    comeBack: 'Back to the conference',
    again: 'Try again',
    reopen: 'Open again as moderator',
    start: 'To the start page',
  },
};
