package io.github.immutable.release;

import io.github.immutable.doctor.Finding;
import io.github.immutable.traffic.BalancerLook;
import io.github.immutable.traffic.PortTakenException;
import io.github.immutable.traffic.TrafficException;
import java.util.Optional;

/**
 * The balancer, held against what it should be.
 *
 * @param port about the front door
 * @param finding about the balancer itself
 * @param look what was seen, where it could be
 */
record DiagnosisBalancer(Finding port, Finding finding, Optional<BalancerLook> look) {
  private static final String PORT = "front door";
  private static final String BALANCER = "balancer";

  static DiagnosisBalancer of(Site site) throws InterruptedException {
    boolean managed = site.pipeline().traffic().managed();
    String door = site.pipeline().traffic().frontDoor().toString();
    try {
      BalancerLook look = site.traffic().look();
      Finding port =
          managed
              ? Finding.ok(PORT, door + (look.running() ? " is HAProxy's" : " is free"))
              : Finding.ok(PORT, door + " is your own balancer's to listen at");
      return new DiagnosisBalancer(port, finding(site, look), Optional.of(look));
    } catch (PortTakenException e) {
      return new DiagnosisBalancer(
          Diagnosis.refused(PORT, new ReleaseFailure.BalancerUnusable(e)),
          Finding.notChecked(BALANCER, "the front door comes first"),
          Optional.empty());
    } catch (TrafficException e) {
      return new DiagnosisBalancer(
          Finding.notChecked(PORT, "the balancer comes first"),
          Diagnosis.refused(BALANCER, new ReleaseFailure.BalancerUnusable(e)),
          Optional.empty());
    }
  }

  private static Finding finding(Site site, BalancerLook look) {
    String switched = site.traffic().lossless() ? "" : "; a switch may lose requests";
    return look.remedy().isEmpty()
        ? Finding.ok(BALANCER, look.message() + switched)
        : Finding.warning(BALANCER, look.message(), look.remedy());
  }
}
