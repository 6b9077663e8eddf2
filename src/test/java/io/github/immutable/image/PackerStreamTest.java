package io.github.immutable.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackerStreamTest {
  List<String> progress = new ArrayList<>();
  PackerStream stream = new PackerStream(progress::add);

  @Test
  void progress_is_readable() {
    stream.accept("1,,ui,say,==> web: one%!(PACKER_COMMA) two\\nthree\\r\\n\\n");
    stream.accept("1,,ui,message,    web: four");

    assertThat(progress).containsExactly("==> web: one, two", "three", "    web: four");
  }

  @Test
  void stray_lines_are_tolerated() {
    for (String line :
        new String[] {
          "", "panic: oh", "a,b", "1,2", "x,,ui,say,no epoch", "1,,ui", "1,,ui,say", "1,,"
        }) {
      stream.accept(line);
    }

    assertThat(progress).isEmpty();
    assertThat(stream.errors()).isEmpty();
    assertThat(stream.artifacts()).isEmpty();
  }

  @Test
  void one_failure_is_told_once() {
    stream.accept(
        "1,,ui,error,Build 'docker.web' errored after 4 seconds 276 milliseconds: Error: x");
    stream.accept("1,,error-count,1");
    stream.accept("1,,ui,error,\\n==> Some builds didn't complete successfully and had errors:");
    stream.accept("1,docker.web,error,Error: x");
    stream.accept("1,,ui,error,--> docker.web: Error: x");

    assertThat(stream.errors()).containsExactly("docker.web: Error: x");
  }

  @Test
  void ids_keep_their_commas() {
    stream.accept("1,amazon-ebs,artifact-count,1");
    stream.accept("1,amazon-ebs,artifact,0,builder-id,mitchellh.amazonebs");
    stream.accept("1,amazon-ebs,artifact,0,id,eu-west-1:ami-1%!(PACKER_COMMA)us-east-1:ami-2");
    stream.accept("1,amazon-ebs,artifact,1,id,tag");

    assertThat(stream.artifacts())
        .containsExactly(new Artifact("amazon-ebs", "eu-west-1:ami-1,us-east-1:ami-2"));
  }
}
