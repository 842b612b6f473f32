/** The processes of a run: brokers and processors in JVMs of their own, that can be killed. */
package io.counterstream.torture.cluster;
