package io.github.immutable.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What HAProxy answered, to whatever it was asked; and the same in the file of its map. */
final class HaproxyTarget implements Consumer<byte[]> {
  private final Path map;

  HaproxyTarget(Path folder) {
    this.map = folder.resolve("slot.map");
  }

  private interface Question {
    void ask() throws TrafficException, InterruptedException;
  }

  @Override
  public void accept(byte[] input) {
    String answer = new String(input, StandardCharsets.UTF_8).strip();
    try {
      Files.write(map, input);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ask(
        () -> {
          BackendLoad load = BackendLoad.parse(answer, "web-blue");
          assertThat(answer).contains(load.sessions() + "").contains(load.queued() + "");
        });
    ask(
        () -> {
          ProcessList processes = ProcessList.parse(answer);
          assertThat(processes.workers()).isNotEmpty();
          assertThat(processes.all()).allMatch(id -> answer.contains(id + ""));
        });
    ask(
        () ->
            assertThat(ServerState.parse(answer))
                .allMatch(state -> answer.contains(state.address()))
                .allMatch(state -> answer.contains(state.server())));
    ask(
        () ->
            new SlotMap(map)
                .written()
                .ifPresent(slot -> assertThat(answer).contains("0:99 " + slot)));
    ask(
        () ->
            new SlotMap(map)
                .read(command -> answer)
                .ifPresent(slot -> assertThat(answer).contains("0:99 " + slot)));
    ask(() -> HaproxyWorkers.processId(answer));
  }

  private static void ask(Question question) {
    try {
      question.ask();
    } catch (TrafficException e) {
      assertThat(e.getMessage()).isNotBlank();
      assertThat(e.remedy()).isNotBlank();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
