// Pages that may use nothing but the relay, and what their connections say of it.

/** For the option init: the page's peer connections gather addresses of the relay over udp, tcp or tls only. */
export function onlyRelay(transport) {
  return { content: `(${wrapPeerConnections})(${JSON.stringify(transport)})` };
}

/** Runs in the page. */
function wrapPeerConnections(transport) {
  const narrow = (configuration = {}) => ({
    ...configuration,
    iceTransportPolicy: 'relay',
    iceServers: (configuration.iceServers ?? []).map((server) => ({
      ...server,
      urls: [server.urls].flat().filter((url) => {
        const way = url.startsWith('turns:') ? 'tls' : url.slice(-3);
        return way === transport;
      }),
    })),
  });
  window.RTCPeerConnection = class extends window.RTCPeerConnection {
    constructor(configuration) {
      super(narrow(configuration));
      window.iceServersGiven = configuration.iceServers;
    }
    setConfiguration(configuration) {
      super.setConfiguration(narrow(configuration));
    }
  };
}

/** Where the media goes: {type, protocol} of the local candidate of the selected pair. */
export async function selectedCandidate(page) {
  return page.evaluate(async () => {
    const statistics = await window.plenumTest.peerConnection().getStats();
    const entries = [...statistics.values()];
    const chosen = entries.find(({ selectedCandidatePairId }) => selectedCandidatePairId);
    const pair = chosen
      ? statistics.get(chosen.selectedCandidatePairId)
      : entries.find(({ type, selected }) => type === 'candidate-pair' && selected);
    const { candidateType, relayProtocol } = statistics.get(pair.localCandidateId);
    return { type: candidateType, protocol: relayProtocol };
  });
}

/** What the server gave this page: {urls, username, credential}. */
export async function givenRelay(page) {
  return page.evaluate(() => window.iceServersGiven[0]);
}
