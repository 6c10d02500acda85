// German. The connection: its test, its quality, its figures.
export const line = {
  connectionTest: {
    title: 'Verbindung prüfen',
    running: 'Die Verbindung wird geprüft. Das dauert einige Sekunden.',
    again: 'Noch einmal prüfen',
    close: 'Schließen',
    outcome: 'Ergebnis',
    details: 'Einzelheiten',
    ways: 'Wege zum Server',
    webSocket: 'Seite und Steuerung (WebSocket)',
    way: {
      udp: 'Direkt (UDP)',
      relayUdp: 'Umweg über UDP',
      relayTcp: 'Umweg über TCP',
      relayTls: 'Umweg über TLS, wie eine Webseite',
    },
    state: {
      waiting: 'wird geprüft …',
      open: 'offen',
      closed: 'versperrt',
      none: 'bietet dieser Server nicht an',
    },
    line: 'Leitung',
    down: 'Empfangen',
    up: 'Senden',
    roundTrip: 'Hin und zurück',
    speed: 'etwa {{value}} Mbit/s',
    speedOver: 'mehr als {{value}} Mbit/s',
    milliseconds: '{{value}} ms',
    unknown: 'nicht gemessen',
    browser: 'Browser',
    webRtc: 'Videokonferenzen (WebRTC)',
    secure: 'Gesicherte Adresse',
    microphone: 'Mikrofon',
    camera: 'Kamera',
    yes: 'ja',
    no: 'nein',
    permission: {
      granted: 'erlaubt',
      prompt: 'der Browser fragt noch',
      denied: 'gesperrt',
      missing: 'nicht gefunden',
      unknown: 'nicht bekannt',
    },
    forTechnicians: 'Für Ihre IT',
    ports:
      'Bitte zu {{host}} erlauben: HTTPS mit WebSockets und {{ports}}. Am besten ist der direkte Weg, {{media}}/UDP.',
    advice: {
      direct: 'Alles gut: Bild und Ton gehen auf dem direkten Weg.',
      relayUdp: 'Es geht: Der direkte Weg ist versperrt, Bild und Ton nehmen den Umweg über UDP.',
      relayTcp:
        'Es geht, aber nur auf einem Umweg: UDP ist versperrt. Bild und Ton können stocken. Ein anderes Netz oder ein ausgeschaltetes VPN hilft oft.',
      nothing:
        'So kommen Bild und Ton nicht an: Alle Wege sind versperrt. Schalten Sie ein VPN aus, oder nehmen Sie ein anderes Netz, zum Beispiel das Ihres Telefons (Hotspot). In Behörden, Schulen und Firmen hilft die IT.',
      nothingWithoutRelay:
        'So kommen Bild und Ton nicht an: UDP ist versperrt, und dieser Server bietet keinen Umweg an. Schalten Sie ein VPN aus, oder nehmen Sie ein anderes Netz, zum Beispiel das Ihres Telefons (Hotspot).',
      webSocket:
        'Die Seite kommt nicht zum Server durch (WebSocket). Oft liegt es an einem VPN, einem Virenscanner oder einem Proxy. Schalten Sie ihn aus, oder nehmen Sie ein anderes Netz.',
      browser:
        'Dieser Browser kann an Videokonferenzen nicht teilnehmen. Nehmen Sie einen aktuellen: Chrome, Edge, Firefox oder Safari.',
      insecure:
        'Kamera und Mikrofon gibt der Browser nur über eine gesicherte Adresse frei. Öffnen Sie die Seite mit https://.',
      slow: 'Die Leitung ist langsam. Schalten Sie die Kamera aus, wenn es stockt, und beenden Sie Downloads im selben Netz.',
      soundOnly:
        'Die Leitung reicht nur für den Ton. Wählen Sie in der Konferenz „Nur Ton“, gehen Sie näher an den WLAN-Router, oder nehmen Sie ein Kabel.',
      late: 'Die Leitung ist träge: Sie hören die anderen spät. Lassen Sie einander ausreden. Ein Kabel statt WLAN oder ein Netz ohne VPN hilft oft.',
      microphoneDenied:
        'Der Browser darf das Mikrofon nicht benutzen. Erlauben Sie es über das Symbol in der Adresszeile.',
      microphoneMissing: 'Es wurde kein Mikrofon gefunden. Zuhören können Sie trotzdem.',
      cameraDenied:
        'Der Browser darf die Kamera nicht benutzen. Erlauben Sie es über das Symbol in der Adresszeile.',
      cameraMissing: 'Es wurde keine Kamera gefunden. Teilnehmen können Sie trotzdem.',
    },
    problem: {
      too_fast: 'Von Ihrem Netz aus wird gerade zu oft geprüft. Bitte warten Sie einen Augenblick.',
      overloaded: 'Der Server prüft gerade viele Verbindungen. Bitte warten Sie eine Minute.',
      network:
        'Der Server antwortet nicht. Prüfen Sie, ob andere Seiten gehen, und versuchen Sie es erneut.',
      other: 'Das hat nicht geklappt. Bitte versuchen Sie es erneut.',
    },
  },

  notLoaded: 'Das ließ sich nicht laden. Bitte laden Sie die Seite neu.',

  lineQuality: {
    good: 'Verbindung gut',
    unsteady: 'Verbindung schwankend',
    poor: 'Verbindung schlecht',
    unknown: 'Die Verbindung wird noch gemessen.',
    own: {
      good: 'Die anderen sehen und hören Sie gut.',
      unsteady:
        'Bilder werden zeitweise kleiner oder bleiben stehen. Gehen Sie näher an den WLAN-Router, nehmen Sie ein Kabel, und beenden Sie Downloads im selben Netz. Mit „Nur Ton“ bleibt die Sprache verständlich.',
      poor: 'Der Ton bricht ab, Bilder stehen. Wählen Sie „Nur Ton“, gehen Sie näher an den WLAN-Router, oder nehmen Sie ein Kabel. Hilft das nicht, wechseln Sie das Netz, zum Beispiel zum Hotspot Ihres Telefons.',
    },
    other: {
      good: 'Wenn bei Ihnen etwas stockt, liegt es nicht an der Leitung dieser Person.',
      unsteady:
        'Das Bild dieser Person wird zeitweise kleiner oder bleibt stehen. Es hilft, wenn sie näher an den WLAN-Router geht oder ihre Kamera ausschaltet.',
      poor: 'Diese Person ist schlecht zu hören und hört schlecht. Sagen Sie ihr, dass „Nur Ton“ hilft, wiederholen Sie Wichtiges, oder schreiben Sie es auf.',
    },
    hint: 'Ihre Verbindung ist schlecht. Ohne Bilder bleibt der Ton verständlich. Ein Kabel oder mehr Nähe zum WLAN-Router hilft.',
    hintSoundOnly:
      'Ihre Verbindung ist auch ohne Bilder schlecht. Gehen Sie näher an den WLAN-Router, oder wechseln Sie das Netz.',
    dismiss: 'Verstanden',
  },

  statistics: {
    entry: 'Verbindung und Statistik',
    own: 'Ihre Verbindung',
    of: 'Verbindung: {{name}}',
    nothingSent: 'Sie senden zurzeit nichts.',
    nothingReceived:
      'Von dieser Person kommt zurzeit nichts: Mikrofon und Kamera sind aus, oder sie ist nicht im Bild.',
    way: 'Weg zum Server',
    path: 'Weg',
    direct: 'direkt',
    relayed: 'Umweg über das Relay',
    protocol: 'Protokoll',
    roundTrip: 'Hin und zurück',
    sendable: 'Zum Senden frei',
    milliseconds: '{{value}} ms',
    kilobits: '{{value}} kbit/s',
    kind: {
      microphone: 'Mikrofon',
      camera: 'Kamera',
      screen: 'Bildschirm',
      screenSound: 'Ton des Bildschirms',
    },
    layer: { q: 'klein', h: 'mittel', f: 'groß' },
    resolution: 'Auflösung',
    framesPerSecond: 'Bilder je Sekunde',
    rate: 'Datenrate',
    target: 'Ziel',
    loss: 'Verlust',
    freezes: 'Stand still',
    freezesFor: '{{times}}-mal, zusammen {{seconds}} s',
    keyFrames: 'Vollständige Bilder (Keyframes)',
    codec: 'Codec',
    limited: 'Gebremst durch',
    limitedBy: { bandwidth: 'die Leitung', cpu: 'den Computer' },
  },
};
