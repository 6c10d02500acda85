// English. Settings of the room, leaving it, and the pages after it.
import type { room as german } from '../de/room';

export const room: typeof german = {
  settings: {
    title: 'Room settings',
    waitingRoom: 'Waiting room',
    waitingRoomText:
      'Newcomers wait until you let them in. Switching it off lets in everybody who is waiting.',
    password: 'Password (access code)',
    passwordIs: 'Newcomers need the password “{{code}}”.',
    passwordNone: 'Whoever has the link comes in without a password.',
    addPassword: 'Add password',
    changePassword: 'Change password',
    removePassword: 'Remove password',
    newPassword: 'New password',
    newPasswordHint: 'It takes effect at once for everybody who comes later.',
    passwordMissing: 'Please enter a password.',
    save: 'Save',
    lock: 'Lock the room',
    lockText: 'Nobody new comes in. Who is there stays; moderators always come in.',
    permitted: 'Participants may',
    microphones: 'use the microphone',
    cameras: 'use the camera',
    screens: 'share a screen',
    chat: 'Write to everybody',
    privateChat: 'Write to each other privately',
    permittedText:
      'What you do not permit is switched off at once. It does not apply to moderators, except for writing privately.',
    protection: 'Rooms are always protected here: password or waiting room stays on.',
  },

  leave: {
    choiceTitle: 'Leave the conference',
    only: 'Log off only',
    onlyText:
      'The conference goes on. Without a moderator nobody can be admitted and the room cannot be deleted.',
    onlyTextShort: 'The conference goes on without you.',
    pause: 'Pause room',
    pauseText:
      'Everybody is logged off. Only moderators can open the room again, for up to seven days.',
    delete: 'Delete room',
    deleteText: 'Everybody is logged off, and all data of the room are gone for good.',
    endForAll: 'End for all',
    endForAllText: 'Everybody is logged off, and the room is deleted.',
    stay: 'Stay in the conference',
    pauseTitle: 'Pause room',
    pauseKeep: 'These access data open the room again. Keep them well.',
    pauseNow: 'Pause now',
    deleteTitle: 'Really delete the room?',
    deleteSure:
      'Everybody is logged off at once. Name, link and access data of the room are deleted and cannot be restored.',
    deleteNow: 'Delete for good',
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
    locked: {
      title: 'The room is locked',
      text: 'The moderators let nobody else in at present. Try again later.',
    },
    barred: { title: 'No entry', text: 'You have been barred from this conference.' },
    overloaded: {
      title: 'The server is at its limit',
      text: 'To keep the running conferences good, nobody can join at the moment. Please try again in a few minutes.',
    },
    closed: {
      title: 'The service is closed',
      text: 'There are no new conferences here at the moment. Please try again later.',
    },
    expired: {
      title: 'Your seat is no longer reserved',
      text: 'Simply join the conference again.',
    },
    paused: {
      title: 'The room is paused',
      text: 'Moderators can open it again with its access data. Try again later.',
    },
    over: {
      title: 'The conference is over',
      text: 'Its time has passed. Nobody new can join.',
    },
    notInvited: {
      title: 'By personal link only',
      text: 'Open the link in your own invitation. If it does not work any more, ask a moderator.',
    },
    linkInUse: {
      title: 'Your link is in use',
      text: 'Somebody is in the conference by your personal link already. Close the other window; if it is not you, tell a moderator.',
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
