// German. Settings of the room, leaving it, and the pages after it.
export const room = {
  settings: {
    title: 'Raumeinstellungen',
    waitingRoom: 'Warteraum',
    waitingRoomText:
      'Neue Teilnehmende warten, bis Sie sie einlassen. Beim Ausschalten kommen alle herein, die gerade warten.',
    password: 'Passwort (Zugangscode)',
    passwordIs: 'Wer neu kommt, braucht das Passwort „{{code}}“.',
    passwordNone: 'Wer den Link hat, kommt ohne Passwort.',
    addPassword: 'Passwort hinzufügen',
    changePassword: 'Passwort ändern',
    removePassword: 'Passwort entfernen',
    newPassword: 'Neues Passwort',
    newPasswordHint: 'Es gilt sofort für alle, die neu kommen.',
    passwordMissing: 'Bitte geben Sie ein Passwort ein.',
    save: 'Speichern',
    lock: 'Raum abschließen',
    lockText:
      'Niemand Neues kommt herein. Wer da ist, bleibt; Moderator*innen kommen immer herein.',
    permitted: 'Teilnehmende dürfen',
    microphones: 'Mikrofon benutzen',
    cameras: 'Kamera benutzen',
    screens: 'Bildschirm teilen',
    chat: 'An alle schreiben',
    privateChat: 'Einander privat schreiben',
    permittedText:
      'Was Sie nicht erlauben, wird sofort ausgeschaltet. Für Moderator*innen gilt das nicht, außer beim privaten Schreiben.',
    protection: 'Räume sind hier immer geschützt: Passwort oder Warteraum bleibt eingeschaltet.',
  },

  leave: {
    choiceTitle: 'Konferenz verlassen',
    only: 'Nur abmelden',
    onlyText:
      'Die Konferenz geht weiter. Ohne Moderator*in kann niemand eingelassen oder der Raum gelöscht werden.',
    onlyTextShort: 'Die Konferenz geht ohne Sie weiter.',
    pause: 'Raum pausieren',
    pauseText:
      'Alle werden abgemeldet. Nur Moderator*innen können den Raum wieder öffnen, bis zu sieben Tage lang.',
    delete: 'Raum löschen',
    deleteText: 'Alle werden abgemeldet, und alle Daten des Raums sind unwiderruflich weg.',
    endForAll: 'Für alle beenden',
    endForAllText: 'Alle werden abgemeldet, und der Raum wird gelöscht.',
    stay: 'In der Konferenz bleiben',
    pauseTitle: 'Raum pausieren',
    pauseKeep: 'Mit diesen Zugangsdaten öffnen Sie den Raum wieder. Bewahren Sie sie gut auf.',
    pauseNow: 'Jetzt pausieren',
    deleteTitle: 'Raum wirklich löschen?',
    deleteSure:
      'Alle werden sofort abgemeldet. Name, Link und Zugangsdaten des Raums werden gelöscht und lassen sich nicht wiederherstellen.',
    deleteNow: 'Endgültig löschen',
  },

  end: {
    left: {
      title: 'Sie haben die Konferenz verlassen',
      text: 'Die Konferenz kann ohne Sie weitergehen. Sie können jederzeit zurückkommen.',
    },
    removed: {
      title: 'Sie wurden aus der Konferenz entfernt',
      text: 'Moderator*innen haben Ihre Teilnahme beendet.',
    },
    rejected: {
      title: 'Sie wurden nicht eingelassen',
      text: 'Moderator*innen haben Ihre Anfrage abgelehnt.',
    },
    roomEnded: {
      title: 'Die Konferenz ist beendet',
      text: 'Vielen Dank für Ihre Teilnahme. Der Raum und seine Daten sind gelöscht.',
    },
    takenOver: {
      title: 'In einem anderen Fenster geöffnet',
      text: 'Sie nehmen jetzt dort an der Konferenz teil. Dieses Fenster können Sie schließen.',
    },
    roomFull: {
      title: 'Die Konferenz ist voll',
      text: 'Im Augenblick ist kein Platz frei. Versuchen Sie es später erneut.',
    },
    locked: {
      title: 'Der Raum ist abgeschlossen',
      text: 'Die Moderator*innen lassen zurzeit niemanden mehr ein. Versuchen Sie es später noch einmal.',
    },
    barred: {
      title: 'Kein Zutritt',
      text: 'Sie wurden von dieser Konferenz ausgeschlossen.',
    },
    overloaded: {
      title: 'Der Server ist ausgelastet',
      text: 'Damit die laufenden Konferenzen gut bleiben, kann zurzeit niemand dazukommen. Bitte versuchen Sie es in einigen Minuten erneut.',
    },
    closed: {
      title: 'Der Dienst ist geschlossen',
      text: 'Zurzeit finden hier keine neuen Konferenzen statt. Bitte versuchen Sie es später erneut.',
    },
    expired: {
      title: 'Ihr Platz ist nicht mehr reserviert',
      text: 'Treten Sie der Konferenz einfach erneut bei.',
    },
    paused: {
      title: 'Der Raum ist pausiert',
      text: 'Moderator*innen können ihn mit seinen Zugangsdaten wieder öffnen. Versuchen Sie es später noch einmal.',
    },
    over: {
      title: 'Die Konferenz ist vorbei',
      text: 'Ihre Zeit ist abgelaufen. Neu dazukommen kann niemand mehr.',
    },
    notInvited: {
      title: 'Nur mit persönlichem Link',
      text: 'Öffnen Sie den Link aus Ihrer eigenen Einladung. Geht er nicht mehr, fragen Sie die Moderator*in.',
    },
    linkInUse: {
      title: 'Ihr Link wird gerade benutzt',
      text: 'Mit Ihrem persönlichen Link ist schon jemand in der Konferenz. Schließen Sie das andere Fenster; sind Sie es nicht selbst, geben Sie der Moderator*in Bescheid.',
    },
    noSuchRoom: {
      title: 'Diese Konferenz gibt es nicht',
      text: 'Prüfen Sie den Link in Ihrer Einladung.',
    },
    unreachable: {
      title: 'Der Server ist nicht erreichbar',
      text: 'Prüfen Sie Ihre Internetverbindung und versuchen Sie es erneut.',
    },
    comeBack: 'Zurück zur Konferenz',
    again: 'Erneut versuchen',
    reopen: 'Als Moderator*in wieder öffnen',
    start: 'Zur Startseite',
  },
};
