/**
 * The clients of a run: what they send, what they were answered and when.
 *
 * <pre>
 *   CommandMix ───────┐                             ┌─▶ Ledger: when sent, when answered
 *                     ├─▶ Load ─▶ command topic … Observer
 *   ClosedLoopClient ─┘     ▲                       └─▶ ClosedLoopClient: expects what it saw last
 *                           └────────── ready ───────────┘
 * </pre>
 */
package io.counterstream.torture.load;
