// German. Help, the operator's own pages, and whom to ask.
export const help = {
  places: {
    help: 'Hilfe',
    impressum: 'Impressum',
    datenschutz: 'Datenschutz',
    nutzungsbedingungen: 'Nutzungsbedingungen',
    barrierefreiheit: 'Barrierefreiheit',
    hausordnung: 'Hausordnung',
  },

  document: {
    contents: 'Inhalt',
    newWindow: '(neues Fenster)',
    otherLanguage: 'Diese Seite gibt es nur auf Deutsch.',
    missing: 'Diese Seite ist auf diesem Server nicht hinterlegt.',
  },

  help: {
    title: 'Hilfe',
    lead: 'So geht es, Schritt für Schritt. Suchen Sie nach einem Wort, oder wählen Sie ein Thema.',
    search: 'Hilfe durchsuchen',
    searchHint: 'Zum Beispiel: Mikrofon, Firewall, einladen',
    found_zero: 'Nichts gefunden. Versuchen Sie ein anderes Wort.',
    found_one: '{{count}} Abschnitt gefunden',
    found_other: '{{count}} Abschnitte gefunden',
    print: 'Drucken',
  },

  support: {
    help: 'Hilfe dazu lesen',
    ask: 'Fragen Sie uns:',
    none: 'Für diesen Server ist keine Kontaktadresse hinterlegt. Fragen Sie die Person, die Sie eingeladen hat.',
  },

  acknowledge: {
    read: 'Bitte lesen Sie:',
    datenschutz: 'Ich habe die Datenschutzhinweise zur Kenntnis genommen',
    hausordnung: 'Ich habe die Hausordnung zur Kenntnis genommen',
    both: 'Ich habe die Datenschutzhinweise und die Hausordnung zur Kenntnis genommen',
    missing: 'Ohne diese Bestätigung geht es nicht weiter. Bitte setzen Sie das Häkchen.',
    given: 'Sie haben diese Fassung am {{date}} in diesem Browser zur Kenntnis genommen.',
    withdraw: 'Zurücknehmen',
  },
};
