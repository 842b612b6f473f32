/**
 * The clients of a run: what they send, what they were answered and when.
 *
 * <pre>
 *   CommandMix ─┐                                 ┌─► Ledger: when sent, when answered
 *               ├─► Load ─► command topic … Observer
 *   Customer ───┘     ▲                           └─► Customer: expects what it saw last
 *                     └────────── ready ──────────────────┘
 * </pre>
 */
package counterstream.torture.load;
