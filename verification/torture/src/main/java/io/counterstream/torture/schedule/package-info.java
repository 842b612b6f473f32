/** Which faults come when, as a function of the seed, and how long the recovery from each took. */
package io.counterstream.torture.schedule;
