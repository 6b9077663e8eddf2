package io.github.immutable.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The reference files for AWS, with the real AWS provider as well. Amazon itself is played: its API
 * by moto, its servers by containers of what Packer built.
 */
@Tag("waits")
class AwsTest extends PlayedCloudTest<AwsRegion> {
  private static final String BY_BALANCER = "\n  from: balancer\n  proof: platform";

  AwsTest() {
    super(
        "aws",
        "(ami-[0-9a-f]+)",
        "more vCPU capacity than your current limit",
        "Request has expired");
  }

  @Override
  AwsRegion open(Path scratch) throws IOException {
    return AwsRegion.open(scratch);
  }

  @Override
  List<String> here() {
    return List.of(
        "s/region: eu-central-1/region: " + cloud.text("region") + "/",
        "s/ami-0\\{17\\}/" + cloud.text("base") + "/",
        "s/^    run: .*/&\\n    subnet: " + cloud.text("subnet") + "/",
        "s/^    run: .*/&\\n    ssh_interface: private_ip/",
        "s,^    run: .*,&\\n    endpoint: http://127.0.0.1:5000,",
        // where it answers inside the region's network
        "s,front_door: .*,front_door: http://127.0.0.1:8080/,");
  }

  /** Only the balancer reaches them. */
  @Override
  void asksAnotherWay(boolean other) {
    if (other) {
      project.checkout.edit(project.pipeline(), "^health:", "health:" + BY_BALANCER);
    } else {
      project.checkout.edit(project.pipeline(), BY_BALANCER, "");
    }
  }

  @Test
  @Order(11)
  void what_is_wrong_with_the_account_is_told_before_a_build() {
    int builds = project.command.runs("packer");

    cloud.does(AwsRegion.Fault.of("*", "denied", 9999));
    assertThat(project.immutable("release", "v3").exits(20).err())
        .contains("You are not authorized to perform this operation");
    cloud.does(AwsRegion.Fault.of("DescribeListeners", "listener deleted", 9999));
    assertThat(project.immutable("release", "v3").exits(20).err())
        .contains("the balancer shop-aws has no listener on port 80");
    cloud.behaves();
    assertThat(project.with("AWS_REGION=eu-north-1", "release", "v3").exits(20).err())
        .contains("LoadBalancerNotFound");
    assertThat(project.with("AWS_ACCESS_KEY_ID=", "release", "v3").exits(20).err())
        .contains("Amazon says: ");

    assertThat(project.command.runs("packer")).as("runs of Packer").isEqualTo(builds);
    done();
  }
}
