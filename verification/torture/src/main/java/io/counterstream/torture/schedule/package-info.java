/** The schedule of faults as a function of the seed, and the recovery from each fault. */
package io.counterstream.torture.schedule;
