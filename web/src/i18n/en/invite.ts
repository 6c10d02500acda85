// English. Invitation and access data.
import type { invite as german } from '../de/invite';

export const invite: typeof german = {
  invite: {
    title: 'Invite',
    personal:
      'One enters this conference by a personal link only. The server sends one to each address.',
    personalGuest: 'One enters this conference by a personal link only. Moderators can invite.',
    separately: 'Never send link and access code together in one message.',
    direct: 'Direct participation',
    directWarning:
      'This is insecure: whoever has this link needs no access code. It also lets in those to whom it is only forwarded.',
    withCode: 'Participation with access code only',
    withCodeText: 'Participants open the link and enter the access code.',
    copyLink: 'Copy link',
    copyCode: 'Copy code',
    byText: 'Invitation by text',
    byMail: 'Invitation by mail',
    byWhatsApp: 'Invitation by WhatsApp',
    text: 'Text of the invitation',
    includeCode: 'The text holds the access code',
    copyText: 'Copy text',
    openMail: 'Write e-mail',
    openWhatsApp: 'Open WhatsApp',
    subject: 'Invitation to the video conference “{{room}}”',
    textIntro: 'You are invited to the video conference “{{room}}”.',
    textLink: 'Link: {{link}}',
    textCode: 'Access code: {{code}}',
    textCodeApart: 'You receive the access code separately.',
    textHow:
      'Open the link in your browser, enter a name and join. You need no account and nothing has to be installed.',
    qr: 'QR code',
    qrText: 'Read by the camera of a phone it leads to the link of the room.',
    qrLabel: 'QR code with the link of the room',
    calendar: 'Calendar entry',
    date: 'Date',
    time: 'Time',
    length: 'Length',
    minutes: '{{count}} minutes',
    dateMissing: 'Please enter date and time.',
    saveCalendar: 'Save calendar file',
    access: 'Show access data',
    accessModerators: 'Access for moderators – show access data',
  },

  mail: {
    title: 'Send from this server',
    to: 'E-mail addresses',
    toHint:
      'Several addresses separated by commas or lines. Everybody gets a message of their own.',
    subject: 'Subject',
    send: 'Send invitations',
    none: 'Please enter at least one e-mail address.',
    wrong: 'These addresses are not right: {{addresses}}',
    bad_name: 'One of the addresses is not right.',
    bad_message: 'These are too many addresses, or the text is too long. At most 50 at once.',
    too_fast: 'Those were many invitations in a short time. Please wait a minute.',
  },

  access: {
    title: 'Access data',
    titleModerators: 'Access data for moderators',
    link: 'Link',
    reentry: 'Re-entry',
    codeNone: 'None needed',
    codeUnknown: 'The moderators know the access code.',
    pinNone: 'None',
    secret: 'Whoever knows the room PIN can moderate the room. Do not pass it on.',
    copy: 'Copy',
    print: 'Print',
    save: 'Save',
  },
};
