package io.github.immutable.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.immutable.image.Image;
import io.github.immutable.servers.Slot;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written is read again, by this process and by the next, on both stores. */
@ParameterizedClass
@EnumSource(Stores.class)
class LedgerTest {
  @TempDir Path folder;
  private final Stores stores;
  private String place = "";
  private Ledger ledger = Ledger.empty();

  LedgerTest(Stores stores) {
    this.stores = stores;
  }

  @BeforeEach
  void open() throws Exception {
    ledger.close();
    place = stores.place(folder);
    ledger = Stores.open(place);
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  void promise_4_releases_are_read_again_whole() throws Exception {
    ledger.put(Samples.started("local", 1));
    ledger.put(Samples.ended("local", 2));
    ledger.put(Samples.ended("production", 1));
    reopen();

    assertThat(ledger.releases("local"))
        .containsExactly(Samples.started("local", 1), Samples.ended("local", 2));
    assertThat(ledger.release("local-2")).contains(Samples.ended("local", 2));
    assertThat(ledger.release("local-3")).isEmpty();
  }

  @Test
  void releases_come_in_the_order_of_their_starts() throws Exception {
    for (int number : List.of(10, 2, 1)) {
      ledger.put(Samples.ended("local", number));
    }

    assertThat(ledger.releases("local"))
        .extracting(ReleaseRecord::number)
        .containsExactly(1, 2, 10);
  }

  @Test
  void a_later_record_takes_the_place_of_the_earlier() throws Exception {
    ledger.put(Samples.started("local", 1));
    ledger.put(Samples.ended("local", 1));

    assertThat(ledger.releases("local")).containsExactly(Samples.ended("local", 1));
  }

  @Test
  void promise_5_who_is_not_over_holds_its_own_pipeline_only() throws Exception {
    ledger.put(Samples.ended("local", 1));
    ledger.put(Samples.started("local", 2));

    assertThat(ledger.holder("local")).contains(Samples.started("local", 2));
    assertThat(ledger.holder("production")).isEmpty();

    ledger.put(
        Samples.started("local", 2)
            .ended(ReleaseRecord.State.UNCLEAN, 12, "something is left", Samples.LATER));
    assertThat(ledger.holder("local")).isPresent();

    ledger.put(Samples.ended("local", 2));
    assertThat(ledger.holder("local")).isEmpty();
  }

  @Test
  void stages_are_read_again_in_the_order_of_their_starts() throws Exception {
    StageRecord build =
        new StageRecord("local-1", 1, "build", Samples.EARLIER, null, null, "starting");
    StageRecord launch = new StageRecord("local-1", 2, "launch", Samples.LATER, null, null, "");
    ledger.put(launch);
    ledger.put(build);
    ledger.put(build.ended("done", "built", Samples.LATER));
    reopen();

    assertThat(ledger.stages("local-1"))
        .containsExactly(build.ended("done", "built", Samples.LATER), launch);
    assertThat(ledger.stages("local-10")).isEmpty();
  }

  @Test
  void slots_are_read_again_and_empty_before_that() throws Exception {
    SlotRecord blue =
        SlotRecord.candidate("local", Slot.BLUE, "local-1")
            .with(Samples.SERVERS)
            .as(SlotRecord.State.ACTIVE);
    SlotRecord green = SlotRecord.candidate("local", Slot.GREEN, "local-2").standby(Samples.LATER);
    assertThat(ledger.slot("local", Slot.BLUE)).isEqualTo(SlotRecord.empty("local", Slot.BLUE));
    assertThat(ledger.active("local")).isEmpty();

    ledger.put(blue, green);
    reopen();

    assertThat(ledger.slot("local", Slot.BLUE)).isEqualTo(blue);
    assertThat(ledger.slot("local", Slot.GREEN)).isEqualTo(green);
    assertThat(ledger.active("local")).contains(blue);
    assertThat(ledger.active("production")).isEmpty();
  }

  @Test
  void images_and_tool_runs_are_read_again() throws Exception {
    Image other =
        new Image("0-1", "0".repeat(64), 1, List.of(), Samples.COMMIT, Samples.EARLIER, null);
    ToolRecord first =
        new ToolRecord(
            "local-1", "packer", List.of("packer", "build"), Samples.EARLIER, "packer.out", 5, 0);
    ToolRecord second =
        new ToolRecord(
            "local-1", "terraform", List.of("terraform"), Samples.EARLIER, "terraform.out", 7, -1);
    ledger.put(Samples.IMAGE);
    ledger.put(other);
    ledger.put(first);
    ledger.put(second);
    reopen();

    assertThat(ledger.images()).containsExactly(other, Samples.IMAGE);
    assertThat(ledger.images(Samples.IMAGE.fingerprint())).containsExactly(Samples.IMAGE);
    assertThat(ledger.tools("local-1")).containsExactly(first, second);
  }

  @Test
  void promise_4_writes_that_belong_together_are_kept_all_or_none() throws Exception {
    try (Records records = Stores.records(place)) {
      assertThatThrownBy(
              () ->
                  records.together(
                      () -> {
                        records.put("slot", "a", "local", 1, "first");
                        throw new LedgerException("the second could not be written", "");
                      }))
          .isInstanceOf(LedgerException.class);
      records.together(() -> records.put("slot", "b", "local", 2, "alone"));

      assertThat(records.all("slot", String.class)).containsExactly("alone");
    }
  }

  @Test
  void two_processes_may_have_it_open_and_see_each_others_writes() throws Exception {
    try (Ledger other = Stores.open(place)) {
      other.put(Samples.started("local", 1));
      ledger.put(Samples.started("local", 2));

      assertThat(ledger.releases("local")).isEqualTo(other.releases("local")).hasSize(2);
    }
  }

  @Test
  void an_older_version_refuses_what_a_newer_one_has_written() throws Exception {
    stores.makeNewer(place);

    assertThatThrownBy(() -> Stores.open(place))
        .isInstanceOf(LedgerException.class)
        .hasMessageEndingWith("was written by a newer version of immutable (schema 99)");
    assertThatThrownBy(() -> Stores.look(place))
        .hasMessageEndingWith("was written by a newer version of immutable (schema 99)");
  }

  private void reopen() throws LedgerException {
    ledger.close();
    ledger = Stores.open(place);
  }
}
