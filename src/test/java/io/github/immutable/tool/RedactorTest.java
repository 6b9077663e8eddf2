package io.github.immutable.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a tool makes of a secret, the redactor finds it. */
class RedactorTest {
  private static final int SEED = 20_261_125;

  private final Redactor redactor = new Redactor();

  /** Ways in which tools print a text. */
  static Map<String, UnaryOperator<String>> forms() {
    Map<String, UnaryOperator<String>> forms = new LinkedHashMap<>();
    forms.put("plain", text -> text);
    forms.put("Packer's stream", RedactorTest::packer);
    forms.put("JSON", RedactorTest::json);
    forms.put("JSON in JSON", text -> json(json(text)));
    forms.put("JSON of Packer's stream", text -> json(packer(text)));
    forms.put("Packer's stream of JSON", text -> packer(json(text)));
    forms.put("JSON, every character a unit", RedactorTest::units);
    forms.put("form of a URL", text -> URLEncoder.encode(text, StandardCharsets.UTF_8));
    forms.put(
        "path of a URL",
        text -> URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
    forms.put(
        "path of a URL, lower case",
        text ->
            Pattern.compile("%[0-9A-F]{2}")
                .matcher(URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"))
                .replaceAll(found -> found.group().toLowerCase(Locale.ROOT)));
    forms.put("all of it in percent", RedactorTest::percent);
    forms.put("XML", RedactorTest::xml);
    forms.put("shell", text -> "'" + text.replace("'", "'\\''") + "'");
    forms.put("CRLF", text -> text.replace("\n", "\r\n"));
    Base64.Encoder plain = Base64.getEncoder();
    Base64.Encoder url = Base64.getUrlEncoder().withoutPadding();
    for (String before : List.of("", "u", "u:", "usr", "user:")) {
      forms.put("base64 after '" + before + "'", text -> encoded(plain, before + text + "\n"));
      forms.put("base64url after '" + before + "'", text -> encoded(url, before + text + "x"));
    }
    forms.put("base64 in lines", text -> encoded(Base64.getMimeEncoder(76, new byte[] {10}), text));
    return forms;
  }

  private static String encoded(Base64.Encoder encoder, String text) {
    return encoder.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String packer(String text) {
    return text.replace(",", "%!(PACKER_COMMA)").replace("\r", "\\r").replace("\n", "\\n");
  }

  /** As Go writes it, which most of the tools are written in. */
  private static String json(String text) {
    return text.replace("\\", "\\\\")
        .replace("\"", "\\\"")
        .replace("\n", "\\n")
        .replace("\r", "\\r")
        .replace("\t", "\\t")
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026");
  }

  private static String units(String text) {
    StringBuilder units = new StringBuilder();
    text.chars().forEach(unit -> units.append("\\u%04X".formatted(unit)));
    return units.toString();
  }

  private static String percent(String text) {
    HexFormat hex = HexFormat.of().withPrefix("%");
    return hex.formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;")
        .replace("\n", "&#10;");
  }

  static List<String> secrets() {
    List<String> secrets =
        new ArrayList<>(
            List.of(
                "hunter2!",
                "p@ss,word with spaces & <tags> \"and\" 'quotes'",
                "C:\\temp\\new\\\\x",
                "naïve-пароль-🔑🔑",
                "-----BEGIN KEY-----\nMIIEpAIBAAKCAQEA7+/+abc\nq83vEjRWeJCrze8=\n-----END KEY-----",
                "{\"type\":\"account\",\n  \"key\": \"a\\nb\"\n}",
                "$ecret$$100%",
                "x".repeat(300),
                "a+b/c=d",
                "postgres://u:p%40ss@h/db?x=y&z"));
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      StringBuilder secret = new StringBuilder();
      int length = 4 + random.nextInt(60);
      while (secret.length() < length) {
        secret.append((char) (33 + random.nextInt(94)));
      }
      secrets.add(secret.toString());
    }
    return secrets;
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void promise_8_a_secret_is_found_in_every_form(String secret) {
    assertThat(redactor.learn(secret)).isTrue();
    forms()
        .forEach(
            (name, form) -> {
              String spelt = form.apply(secret);
              String shown = redactor.redact("before " + spelt + " after");
              assertThat(shown).as(name).startsWith("before ").endsWith(" after");
              String left = shown.substring("before ".length(), shown.length() - " after".length());
              // what base64 has of the bytes beside it, a shell's quotes, line ends, a masked line
              assertThat(
                      left.replace(Redactor.MASK, "").replaceAll("\\\\+n|\\s|%0[aAdD]|&#10;", ""))
                  .as(name + " of " + spelt)
                  .hasSizeLessThanOrEqualTo(name.startsWith("base64") ? 14 : 6);
            });
  }

  @Test
  void promise_8_each_line_of_several_is_found_alone() {
    redactor.learn("first line\nsecond line\n}\n");

    assertThat(redactor.redact("a first line")).isEqualTo("a ***");
    assertThat(redactor.redact("  second line  ")).isEqualTo("  ***  ");
    assertThat(redactor.redact("x first line\\nsecond line\\n} y")).isEqualTo("x *** y");
    assertThat(redactor.redact("}")).isEqualTo("}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\n", "a", "abc", "  ab  "})
  void what_is_blank_or_very_short_does_not_star_out_the_world(String secret) {
    assertThat(redactor.learn(secret)).isFalse();
    assertThat(redactor.redact("a bc abc ab " + secret)).isEqualTo("a bc abc ab " + secret);
  }

  @Test
  void secrets_that_overlap_leave_nothing_between_them() {
    redactor.learn("abcdef");
    redactor.learn("defghi");
    redactor.learn("abab");

    assertThat(redactor.redact("<abcdefghi> <abababab>")).isEqualTo("<***> <***>");
  }

  @Test
  void promise_8_a_secret_that_lies_across_two_reads_is_found() throws Exception {
    String secret = "correct horse, battery staple";
    redactor.learn(secret);
    int reads = 0;
    for (int before = (1 << 20) - 40; before < (1 << 20) + 10; before++) {
      StringWriter kept = new StringWriter();
      String text = ".".repeat(before) + packer(secret) + ".".repeat(70_000);

      assertThat(RawLog.copy(new StringReader(text), kept, redactor)).isTrue();
      assertThat(kept.toString()).isEqualTo(".".repeat(before) + "***" + ".".repeat(70_000));
      reads++;
    }
    assertThat(reads).isEqualTo(50);
  }

  @Test
  void a_long_text_without_secrets_is_the_same_afterwards() throws Exception {
    redactor.learn("hunter2!");
    String text = "%41\\u0041 line\n".repeat(300_000).toLowerCase(Locale.ROOT);
    StringWriter kept = new StringWriter();

    assertThat(RawLog.copy(new StringReader(text), kept, redactor)).isFalse();
    assertThat(kept.toString()).isEqualTo(text);
  }

  @Test
  void promise_8_a_long_key_is_found_whole_by_any_thread_and_in_time() throws Exception {
    Random random = new Random(SEED);
    StringBuilder key = new StringBuilder("-----BEGIN KEY-----\n");
    for (int line = 0; line < 300; line++) {
      byte[] bytes = new byte[48];
      random.nextBytes(bytes);
      key.append(Base64.getEncoder().encodeToString(bytes)).append('\n');
    }
    String secret = key.append("-----END KEY-----").toString();
    String log = "1795621715,,ui,message,    null.x: a line %41 of Ansible\\n".repeat(10_000);
    String text = log + json(secret) + log + encoded(Base64.getEncoder(), "u:" + secret) + log;
    AtomicReference<String> shown = new AtomicReference<>("");
    AtomicLong took = new AtomicLong();
    Runnable masks =
        () -> {
          redactor.learn(secret);
          shown.set(redactor.redact(text));
          took.set(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
        };
    Thread small = new Thread(null, masks, "with a small stack", 256 << 10);
    small.start();
    small.join();

    assertThat(String.valueOf(shown.get()).replace(log, "")).hasSizeLessThan(40);
    System.out.printf(
        "redactor: a key of %d characters in %d MB of log, %.1f s of CPU%n",
        secret.length(), text.length() >> 20, took.get() / 1e9);
    assertThat(Duration.ofNanos(took.get())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void a_run_of_backslashes_ends_in_time() {
    redactor.learn("\\\\\\\\\"\\\\\n\\'\\");

    assertThat(redactor.redact("\\".repeat(20_000) + "x")).endsWith("x");
  }
}
