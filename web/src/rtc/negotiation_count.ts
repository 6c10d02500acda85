/** Read by tests through window.plenumTest: setRemoteDescription calls over all peer connections. */
export const negotiationCount = { setRemoteDescription: 0 };
