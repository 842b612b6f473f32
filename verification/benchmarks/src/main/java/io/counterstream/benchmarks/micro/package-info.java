/** JMH benchmarks of what runs once or more for every command: {@code bench --micro [PATTERN]}. */
package io.counterstream.benchmarks.micro;
