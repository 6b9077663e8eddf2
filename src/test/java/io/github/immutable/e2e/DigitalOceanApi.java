package io.github.immutable.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The calls of DigitalOcean's API that Packer, Terraform and the inventory make, with bodies after
 * its published description: https://docs.digitalocean.com/reference/api/.
 */
final class DigitalOceanApi implements ResponseDefinitionTransformerV2 {
  private static final JsonMapper JSON = new JsonMapper();

  private final String token;
  private final DigitalOceanAccount account;
  private final DigitalOceanFaults faults;
  private final List<Route> routes;

  DigitalOceanApi(String token, DigitalOceanAccount account, DigitalOceanFaults faults) {
    this.token = token;
    this.account = account;
    this.faults = faults;
    routes =
        List.of(
            new Route("GET /v2/account/keys", its -> list("ssh_keys", account.keys())),
            new Route(
                "POST /v2/account/keys", its -> made(201, "ssh_key", account.addKey(its.body()))),
            new Route("GET /v2/account/keys/(\\d+)", its -> one("ssh_key", account.key(its.id()))),
            new Route("DELETE /v2/account/keys/(\\d+)", its -> gone(account.removeKey(its.id()))),
            new Route("GET /v2/droplets", this::droplets),
            new Route(
                "POST /v2/droplets", its -> made(202, "droplet", account.addDroplet(its.body()))),
            new Route("GET /v2/droplets/(\\d+)", its -> one("droplet", account.droplet(its.id()))),
            new Route("DELETE /v2/droplets/(\\d+)", its -> gone(account.removeDroplet(its.id()))),
            new Route(
                "POST /v2/droplets/(\\d+)/actions",
                its -> made(201, "action", account.act(its.id(), its.body()))),
            new Route(
                "GET /v2/droplets/\\d+/actions/(\\d+)",
                its -> one("action", account.action(its.id()))),
            new Route("GET /v2/actions/(\\d+)", its -> one("action", account.action(its.id()))),
            new Route(
                "GET /v2/droplets/(\\d+)/snapshots",
                its -> list("snapshots", account.snapshots(its.id()))),
            new Route("GET /v2/images", its -> list("images", account.images())),
            new Route(
                "GET /v2/images/debian-12-x64",
                its -> one("image", account.image(DigitalOceanAccount.BASE_IMAGE))),
            new Route("GET /v2/images/(\\d+)", its -> one("image", account.image(its.id()))),
            new Route("DELETE /v2/images/(\\d+)", its -> gone(account.removeImage(its.id()))),
            new Route("POST /v2/tags", its -> made(201, "tag", account.addTag(its.body()))),
            new Route("GET /v2/tags/([^/]+)", its -> one("tag", account.tag(its.part()))),
            new Route("DELETE /v2/tags/([^/]+)", its -> gone(account.removeTag(its.part()))),
            new Route("GET /v2/load_balancers", its -> list("load_balancers", account.balancers())),
            new Route(
                "POST /v2/load_balancers",
                its -> made(202, "load_balancer", account.addBalancer(its.body()))),
            new Route(
                "GET /v2/load_balancers/([^/]+)",
                its -> one("load_balancer", account.balancer(its.part()))),
            new Route(
                "PUT /v2/load_balancers/([^/]+)",
                its -> one("load_balancer", account.changeBalancer(its.part(), its.body()))),
            new Route(
                "POST /v2/firewalls",
                its -> made(202, "firewall", account.addFirewall(its.body()))),
            new Route(
                "GET /v2/firewalls/([^/]+)", its -> one("firewall", account.firewall(its.part()))));
  }

  private record Route(Pattern call, Function<Asked, ResponseDefinitionBuilder> answer) {
    Route(String call, Function<Asked, ResponseDefinitionBuilder> answer) {
      this(Pattern.compile(call), answer);
    }
  }

  /**
   * A call.
   *
   * @param path what a route found in the path
   */
  private record Asked(Request request, MatchResult path) {
    String part() {
      return path.group(1);
    }

    int id() {
      return Integer.parseInt(part());
    }

    JsonNode body() {
      try {
        return JSON.readTree(request.getBodyAsString());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** A parameter of the query; empty when it is not there. */
    String parameter(String name) {
      return request.queryParameter(name).isPresent()
          ? request.queryParameter(name).firstValue()
          : "";
    }
  }

  @Override
  public String getName() {
    return "digitalocean";
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    Request request = event.getRequest();
    URI uri = URI.create(request.getUrl());
    String call = request.getMethod() + " " + uri.getPath();
    if (!request.header("Authorization").containsValue("Bearer " + token)) {
      return DigitalOceanFaults.Kind.EXPIRED.answer().build();
    }
    Optional<DigitalOceanFaults.Kind> wrong = faults.of(call);
    if (wrong.isPresent()) {
      return wrong.get().answer().build();
    }
    try {
      for (Route route : routes) {
        Matcher path = route.call().matcher(call);
        if (path.matches()) {
          return route.answer().apply(new Asked(request, path)).build();
        }
      }
    } catch (DigitalOceanAccount.Refused e) {
      return refused(422, "unprocessable_entity", String.valueOf(e.getMessage()));
    }
    // a call that nobody thought of must not pass for one of something that is gone
    return refused(501, "not_played", call);
  }

  private ResponseDefinitionBuilder droplets(Asked asked) {
    List<ObjectNode> found =
        account.droplets().stream()
            .filter(its -> named(its, asked.parameter("name")))
            .filter(its -> tagged(its, asked.parameter("tag_name")))
            .toList();
    return list("droplets", found);
  }

  private static boolean named(JsonNode droplet, String name) {
    return name.isEmpty() || droplet.path("name").asText().equals(name);
  }

  private static boolean tagged(JsonNode droplet, String tag) {
    return tag.isEmpty() || DigitalOceanAccount.hasTag(droplet, tag);
  }

  private static ResponseDefinitionBuilder list(String field, List<ObjectNode> all) {
    ArrayNode list = JSON.createArrayNode().addAll(all);
    ObjectNode answer = JSON.createObjectNode();
    answer.set(field, list);
    answer.putObject("links");
    answer.putObject("meta").put("total", all.size());
    return WireMock.jsonResponse(answer.toString(), 200);
  }

  private static ResponseDefinitionBuilder one(String field, Optional<ObjectNode> thing) {
    return thing
        .map(its -> made(200, field, its))
        .orElseGet(
            () ->
                WireMock.jsonResponse(
                    "{\"id\": \"not_found\", \"message\": \"The resource you requested could not be"
                        + " found.\"}",
                    404));
  }

  private static ResponseDefinitionBuilder made(int status, String field, ObjectNode thing) {
    ObjectNode answer = JSON.createObjectNode();
    answer.set(field, thing);
    return WireMock.jsonResponse(answer.toString(), status);
  }

  private static ResponseDefinitionBuilder gone(boolean was) {
    return was ? WireMock.aResponse().withStatus(204) : one("", Optional.empty());
  }

  private static ResponseDefinition refused(int status, String id, String message) {
    return WireMock.jsonResponse(
            JSON.createObjectNode().put("id", id).put("message", message).toString(), status)
        .build();
  }
}
