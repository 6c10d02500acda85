// English. The attendance list and what moderators do with people.
import type { people as german } from '../de/people';

export const people: typeof german = {
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
    rejectAll: 'Reject all',
    search: 'Search for a name',
    found_one: '{{count}} person found',
    found_other: '{{count}} people found',
    nobody: 'Nobody of this name is here.',
    actions: 'Actions for {{name}}',
    moderate: 'Moderation',
    pin: 'Pin',
    unpin: 'Unpin',
    sendToWait: 'Send to the waiting room',
    remove: 'Remove',
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

  knocks: {
    region: 'Knocking',
    waits: '{{name}} is waiting to be let in.',
    list: 'Show list',
    more_one: 'And {{count}} more person',
    more_other: 'And {{count}} more people',
    later: 'Later',
  },
};
