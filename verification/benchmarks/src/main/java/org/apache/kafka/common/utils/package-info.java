/**
 * Types that Kafka 4.4.0 moved to an internal package. Parallel Consumer 0.5.3.3, which the
 * benchmarks measure, still uses them under their former names. To be removed with its next version
 * that runs with Kafka 4.4.0.
 */
package org.apache.kafka.common.utils;
