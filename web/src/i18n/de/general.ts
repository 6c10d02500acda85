// German. What every page says.
export const general = {
  service: 'Plenum',
  slogan: 'Videokonferenzen, die im Haus bleiben.',
  loading: 'Einen Moment bitte …',
  language: { label: 'Sprache', de: 'Deutsch', en: 'English' },
  footer: { label: 'Hilfe und Rechtliches', version: 'Version {{version}}' },

  form: {
    network:
      'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.',
    wrong_code: 'Dieser Zugangscode stimmt nicht. Prüfen Sie ihn in Ihrer Einladung.',
    no_such_room: 'Diese Konferenz gibt es nicht.',
    room_full: 'Diese Konferenz ist voll.',
    locked: 'Der Raum ist abgeschlossen. Die Moderator*innen lassen zurzeit niemanden mehr ein.',
    barred: 'Sie wurden von dieser Konferenz ausgeschlossen.',
    bad_name: 'Dieser Name ist nicht möglich. Bitte wählen Sie einen anderen.',
    name_taken: 'Dieser Name ist schon vergeben.',
    not_permitted: 'Das ist hier nicht erlaubt.',
    wrong_state: 'Das ist im Augenblick nicht möglich.',
    too_fast: 'Das waren zu viele Versuche. Bitte warten Sie eine Minute.',
    overloaded:
      'Der Server ist zurzeit ausgelastet. Bitte versuchen Sie es in einigen Minuten erneut.',
    bad_address: 'Eine der E-Mail-Adressen ist nicht möglich. Bitte prüfen Sie sie.',
    too_early: 'Diese Konferenz hat noch nicht begonnen.',
    over: 'Die Zeit dieser Konferenz ist vorbei. Neu dazukommen kann niemand mehr.',
    not_invited:
      'Zu dieser Konferenz kommen Sie nur mit Ihrem persönlichen Link aus der Einladung.',
    link_in_use:
      'Mit diesem persönlichen Link ist gerade schon jemand in der Konferenz. Schließen Sie das andere Fenster, oder geben Sie der Moderator*in Bescheid.',
    closed: 'Der Dienst ist zurzeit geschlossen. Bitte versuchen Sie es später erneut.',
    other: 'Das hat nicht geklappt. Bitte versuchen Sie es erneut.',
  },
  connecting: 'Verbindung wird aufgebaut …',

  privacy: {
    title: 'Datenschutzhinweise',
    purpose: 'Ihr Name, Ihr Bild und Ihr Ton gehen an die Teilnehmenden dieser Konferenz.',
    notStored: 'Bild, Ton und Namen werden nicht gespeichert und nicht aufgezeichnet.',
    room: 'Vom Raum werden Name, Link und Zugangsdaten gespeichert, bis er gelöscht wird.',
    address:
      'Für die Verbindung verarbeitet der Server Ihre IP-Adresse. Es gibt keine Werbung, keine Auswertung und keine Weitergabe an Dritte.',
    encryption:
      'Bild und Ton sind zwischen jedem Browser und dem Server verschlüsselt (DTLS-SRTP). Der Server leitet sie weiter und könnte sie sehen und hören: Eine Ende-zu-Ende-Verschlüsselung gibt es noch nicht.',
    full: 'Alle Datenschutzhinweise lesen',
    byJoining: 'Mit dem Beitritt nehmen Sie die Datenschutzhinweise zur Kenntnis.',
  },
};
