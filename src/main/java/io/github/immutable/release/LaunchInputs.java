package io.github.immutable.release;

import io.github.immutable.pipeline.Pipeline;
import io.github.immutable.servers.Slot;
import java.util.LinkedHashMap;
import java.util.Map;

/** The variables that a Terraform root is given to make a release's servers. */
record LaunchInputs(Pipeline pipeline, Map<String, Object> brought) {

  /**
   * How many servers there will be: never fewer than carry the traffic now (promise 3), nor than a
   * release being brought back had.
   */
  int count(int serving) {
    return Math.max(wanted(), serving);
  }

  /** How many there would be if nobody carried traffic. */
  int wanted() {
    int recorded = brought.get("servers") instanceof Number number ? number.intValue() : 0;
    return Math.max(pipeline.servers().count(), recorded);
  }

  /** A rollback brings its inputs along; a release takes the pipeline's. */
  Map<String, Object> of(String release, Slot slot, int count, String artifact) {
    Map<String, Object> inputs =
        new LinkedHashMap<>(brought.isEmpty() ? pipeline.servers().variables() : brought);
    inputs.put("project", pipeline.application());
    inputs.put("pipeline", pipeline.name());
    inputs.put("slot", slot.label());
    inputs.put("release", release);
    inputs.put("image", artifact);
    inputs.put("servers", count);
    return inputs;
  }

  /** What is said where there must be more servers than were asked for; empty where not. */
  String floor(int serving) {
    return serving > wanted()
        ? serving + " servers instead of " + wanted() + ", for that many carry the traffic now"
        : "";
  }
}
