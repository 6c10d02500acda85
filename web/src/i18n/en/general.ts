// English. What every page says.
import type { general as german } from '../de/general';

export const general: typeof german = {
  service: 'Plenum',
  slogan: 'Video conferences that stay in the house.',
  loading: 'One moment please …',
  language: { label: 'Language', de: 'Deutsch', en: 'English' },
  footer: { label: 'Help and legal', version: 'Version {{version}}' },

  form: {
    network: 'The server cannot be reached. Check your connection and try again.',
    wrong_code: 'This access code is not right. Check it in your invitation.',
    no_such_room: 'This conference does not exist.',
    room_full: 'This conference is full.',
    locked: 'The room is locked. The moderators let nobody else in at present.',
    barred: 'You have been barred from this conference.',
    bad_name: 'This name is not possible. Please choose another.',
    name_taken: 'This name is taken.',
    not_permitted: 'That is not allowed here.',
    wrong_state: 'That is not possible at the moment.',
    too_fast: 'Too many attempts. Please wait a minute.',
    overloaded: 'The server is at its limit. Please try again in a few minutes.',
    bad_address: 'One of the e-mail addresses is not possible. Please check them.',
    too_early: 'This conference has not begun yet.',
    over: 'The time of this conference is over. Nobody new can join.',
    not_invited: 'You can join this conference only by the personal link in your invitation.',
    link_in_use:
      'Somebody is in the conference by this personal link already. Close the other window, or tell a moderator.',
    closed: 'The service is closed at the moment. Please try again later.',
    other: 'That did not work. Please try again.',
  },
  connecting: 'Connecting …',

  privacy: {
    title: 'Privacy notice',
    purpose: 'Your name, picture and sound go to the participants of this conference.',
    notStored: 'Picture, sound and names are neither stored nor recorded.',
    room: 'Of the room, its name, link and access data are stored until it is deleted.',
    address:
      'The server processes your IP address for the connection. There is no advertising, no analysis and nothing is passed on to others.',
    encryption:
      'Picture and sound are encrypted between each browser and the server (DTLS-SRTP). The server passes them on and could see and hear them: there is no end-to-end encryption yet.',
    full: 'Read the whole privacy notice',
    byJoining: 'By joining you take note of the privacy notice.',
  },
};
