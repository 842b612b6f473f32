/**
 * The clients of a run: what they send, and when they receive outcomes.
 *
 * <pre>
 *   CommandMix ───────┐                              ┌─▶ CallLog: when sent, when received
 *                     ├─▶ TortureLoad ─▶ … ─▶ Observer
 *   ClosedLoopClient ─┘        ▲                     │
 *                              └─── outcome ─────────┘
 * </pre>
 */
package io.counterstream.torture.load;
