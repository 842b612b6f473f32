package io.counterstream.contract.badinput;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.counterstream.contract.CounterCommand;
import io.counterstream.contract.Outcome.Rejected;
import io.counterstream.contract.json.CommandCodec;
import io.counterstream.contract.json.DecodedCommand;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of bad records through the codec, and records just within the bounds. */
class BadRecordsTest {
  private static final ContractOracle ORACLE = new ContractOracle();

  @ParameterizedTest(name = "because {0}")
  @MethodSource("io.counterstream.contract.badinput.BadRecord#all")
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void aBadRecordIsDecodedAsTheTableSays(BadRecord record) {
    assertThat(CommandCodec.decode(record.key(), record.value())).isEqualTo(record.decoding());
  }

  @ParameterizedTest(name = "because {0}")
  @MethodSource("io.counterstream.contract.badinput.BadRecord#all")
  void theOracleAgreesWithTheTable(BadRecord record) {
    assertThat(ORACLE.decode(record.key(), record.value()))
        .matches(decoding -> decoding.agreesWith(record.decoding()), "agrees with the table");
  }

  @Test
  void otherFaultsComeBeforeTheKey() {
    assertThat(CommandCodec.decode(null, Shorthand.bytes("{ID, C, 'delta':1}")))
        .isInstanceOfSatisfying(
            DecodedCommand.Invalid.class,
            invalid -> assertThat(invalid.reason()).isEqualTo(Rejected.INVALID));
  }

  @Test
  void fieldsMayBeInAnyOrderWithAnyWhiteSpace() {
    DecodedCommand decoded = decode(
        Shorthand.text(" {\n'expectedVersion' : 2 ,\r\n\t'expected':-0,'delta':-1, C ,ID} \n"));
    assertThat(decoded).isInstanceOf(DecodedCommand.Valid.class);
    CounterCommand command = ((DecodedCommand.Valid) decoded).command();
    assertThat(new String(CommandCodec.encode(command), UTF_8))
        .isEqualTo(Shorthand.text("{ID,C,'delta':-1,'expected':0,'expectedVersion':2}"));
  }

  @Test
  void unicodeUpToItsEndIsText() {
    String name = "\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";
    String json = Shorthand.text("{ID, 'counter':'NAME', 'delta':1, 'expected':1}");
    assertThat(
            CommandCodec.decode(name.getBytes(UTF_8), json.replace("NAME", name).getBytes(UTF_8)))
        .isInstanceOf(DecodedCommand.Valid.class);
  }

  @Test
  void namesUpToTheBoundAreUnknownFields() {
    String json = "{\"commandId\":\"i\",\"a\":[{\"NAME\":1}]}";
    for (String character : List.of("n", "é", "\\u0041")) {
      String name = character.repeat(1000);
      assertThat(decode(json.replace("NAME", name))).isInstanceOf(DecodedCommand.Invalid.class);
      assertThat(decode(json.replace("NAME", name + "n")))
          .isInstanceOfSatisfying(
              DecodedCommand.Unreadable.class,
              unreadable -> assertThat(unreadable.message())
                  .endsWith("a field name longer than 1000 characters"));
    }
  }

  @Test
  void nestingUpToTheBoundIsAnUnknownField() {
    String nested = "[".repeat(999) + "]".repeat(999);
    assertThat(decode("{\"commandId\":\"i\",\"a\":" + nested + "}"))
        .isInstanceOf(DecodedCommand.Invalid.class);
  }

  private static DecodedCommand decode(String json) {
    return CommandCodec.decode(Shorthand.KEY, json.getBytes(UTF_8));
  }
}
