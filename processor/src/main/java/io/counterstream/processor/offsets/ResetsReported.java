package io.counterstream.processor.offsets;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;

/**
 * Delegates to a consumer, and reports the partitions whose position does not exist in the log any
 * more. Kafka Streams handles the exception and continues elsewhere in the log; what the next poll
 * returns looks no different from a gap that transaction markers leave.
 *
 * <p>A dynamic proxy, because only one method of many does more than delegate.
 */
final class ResetsReported implements InvocationHandler {
  private final Consumer<byte[], byte[]> consumer;
  private final Supplier<? extends TransactionListener> currentThread;

  private ResetsReported(
      Consumer<byte[], byte[]> consumer, Supplier<? extends TransactionListener> currentThread) {
    this.consumer = consumer;
    this.currentThread = currentThread;
  }

  /**
   * Wraps a consumer.
   *
   * @param consumer the consumer to delegate to
   * @param currentThread finds the listener of the calling stream thread
   */
  @SuppressWarnings("unchecked")
  static Consumer<byte[], byte[]> of(
      Consumer<byte[], byte[]> consumer, Supplier<? extends TransactionListener> currentThread) {
    return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
        ResetsReported.class.getClassLoader(),
        new Class<?>[] {Consumer.class},
        new ResetsReported(consumer, currentThread));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    try {
      return method.invoke(consumer, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof InvalidOffsetException invalid) {
        invalid.partitions().forEach(currentThread.get()::positionLost);
      }
      throw thrown.getCause();
    }
  }
}
