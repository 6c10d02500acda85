// English. Help, the operator's own pages, and whom to ask.
import type { help as german } from '../de/help';

export const help: typeof german = {
  places: {
    help: 'Help',
    impressum: 'Imprint',
    datenschutz: 'Privacy',
    nutzungsbedingungen: 'Terms of use',
    barrierefreiheit: 'Accessibility',
    hausordnung: 'House rules',
  },

  document: {
    contents: 'Contents',
    newWindow: '(new window)',
    otherLanguage: 'This page exists in German only.',
    missing: 'This server has no such page.',
  },

  help: {
    title: 'Help',
    lead: 'How it works, step by step. Search for a word or choose a topic.',
    search: 'Search the help',
    searchHint: 'For example: microphone, firewall, invite',
    found_zero: 'Nothing found. Try another word.',
    found_one: '{{count}} section found',
    found_other: '{{count}} sections found',
    print: 'Print',
  },

  support: {
    help: 'Read the help on this',
    ask: 'Ask us:',
    none: 'This server names no contact. Ask whoever invited you.',
  },

  acknowledge: {
    read: 'Please read:',
    datenschutz: 'I have taken note of the privacy notice',
    hausordnung: 'I have taken note of the house rules',
    both: 'I have taken note of the privacy notice and the house rules',
    missing: 'You need to confirm this before you can go on. Please set the tick.',
    given: 'You took note of this version in this browser on {{date}}.',
    withdraw: 'Take back',
  },
};
