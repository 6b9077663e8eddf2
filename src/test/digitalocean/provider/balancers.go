package main

import (
	"context"
	"time"

	"github.com/digitalocean/godo"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func balancers() *schema.Resource {
	block := func(max int, how func(*schema.Schema), fields map[string]*schema.Schema) *schema.Schema {
		made := &schema.Schema{Type: schema.TypeList, MaxItems: max, Elem: &schema.Resource{Schema: fields}}
		how(made)
		return made
	}
	listed := func(name string) map[string]*schema.Schema {
		return map[string]*schema.Schema{name: text(optional)}
	}
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"name":        text(required),
			"region":      text(forcesNew(optional)),
			"size":        text(optional),
			"size_unit":   number(optionalComputed),
			"algorithm":   text(usually("round_robin")),
			"type":        text(forcesNew(optional)),
			"vpc_uuid":    text(forcesNew(optionalComputed)),
			"project_id":  text(optionalComputed),
			"droplet_tag": text(optional),
			"ip":          text(computed),
			"status":      text(computed),
			"forwarding_rule": block(0, optional, map[string]*schema.Schema{
				"entry_protocol":  text(required),
				"entry_port":      number(required),
				"target_protocol": text(required),
				"target_port":     number(required),
			}),
			"healthcheck": block(1, optionalComputed, map[string]*schema.Schema{
				"protocol":                 text(required),
				"port":                     number(required),
				"path":                     text(optional),
				"check_interval_seconds":   number(usually(10)),
				"response_timeout_seconds": number(usually(5)),
				"unhealthy_threshold":      number(usually(3)),
				"healthy_threshold":        number(usually(5)),
			}),
			"sticky_sessions":                  block(1, optionalComputed, listed("type")),
			"firewall":                         block(1, optionalComputed, listed("note")),
			"domains":                          block(0, optionalComputed, listed("name")),
			"glb_settings":                     block(1, optionalComputed, listed("target_protocol")),
			"target_load_balancer_ids":         setOfText(),
			"network":                          text(forcesNew(optional)),
			"network_stack":                    text(forcesNew(optional)),
			"tls_cipher_policy":                text(optionalComputed),
			"http_idle_timeout_seconds":        number(optionalComputed),
			"redirect_http_to_https":           flag(usually(false)),
			"enable_proxy_protocol":            flag(usually(false)),
			"enable_backend_keepalive":         flag(usually(false)),
			"disable_lets_encrypt_dns_records": flag(usually(false)),
		},
		CreateContext: createBalancer,
		ReadContext:   readBalancer,
		UpdateContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			_, _, err := api.(*godo.Client).LoadBalancers.Update(ctx, d.Id(), wantedBalancer(d))
			if err != nil {
				return diag.Errorf("Error updating load balancer: %s", err)
			}
			return readBalancer(ctx, d, api)
		},
		DeleteContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			return removed(api.(*godo.Client).LoadBalancers.Delete(ctx, d.Id()))
		},
		Importer: &schema.ResourceImporter{StateContext: schema.ImportStatePassthroughContext},
	}
}

func wantedBalancer(d *schema.ResourceData) *godo.LoadBalancerRequest {
	wanted := &godo.LoadBalancerRequest{
		Name: d.Get("name").(string), Region: d.Get("region").(string), Algorithm: d.Get("algorithm").(string),
		SizeUnit: uint32(d.Get("size_unit").(int)), VPCUUID: d.Get("vpc_uuid").(string),
		Tag: d.Get("droplet_tag").(string), ProjectID: d.Get("project_id").(string), Type: d.Get("type").(string),
	}
	for _, one := range d.Get("forwarding_rule").([]any) {
		rule := one.(map[string]any)
		wanted.ForwardingRules = append(wanted.ForwardingRules, godo.ForwardingRule{
			EntryProtocol: rule["entry_protocol"].(string), EntryPort: rule["entry_port"].(int),
			TargetProtocol: rule["target_protocol"].(string), TargetPort: rule["target_port"].(int),
		})
	}
	for _, one := range d.Get("healthcheck").([]any) {
		check := one.(map[string]any)
		wanted.HealthCheck = &godo.HealthCheck{
			Protocol: check["protocol"].(string), Port: check["port"].(int), Path: check["path"].(string),
			CheckIntervalSeconds:   check["check_interval_seconds"].(int),
			ResponseTimeoutSeconds: check["response_timeout_seconds"].(int),
			UnhealthyThreshold:     check["unhealthy_threshold"].(int),
			HealthyThreshold:       check["healthy_threshold"].(int),
		}
	}
	return wanted
}

func createBalancer(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
	made, _, err := api.(*godo.Client).LoadBalancers.Create(ctx, wantedBalancer(d))
	if err != nil {
		return diag.Errorf("Error creating load balancer: %s", err)
	}
	d.SetId(made.ID)
	wait := retry.StateChangeConf{
		Pending: []string{"new"}, Target: []string{"active"},
		Timeout: 10 * time.Minute, Delay: time.Second, MinTimeout: time.Second,
		Refresh: func() (any, string, error) {
			found, _, err := api.(*godo.Client).LoadBalancers.Get(ctx, made.ID)
			if err != nil {
				return nil, "", err
			}
			return found, found.Status, nil
		},
	}
	if _, err := wait.WaitForStateContext(ctx); err != nil {
		return diag.Errorf("Error waiting for load balancer (%s) to become active: %s", made.ID, err)
	}
	return readBalancer(ctx, d, api)
}

func readBalancer(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
	found, answer, err := api.(*godo.Client).LoadBalancers.Get(ctx, d.Id())
	if err != nil {
		return gone(d, answer, err)
	}
	return described(d, found)
}

func described(d *schema.ResourceData, found *godo.LoadBalancer) diag.Diagnostics {
	var rules []any
	for _, rule := range found.ForwardingRules {
		rules = append(rules, map[string]any{
			"entry_protocol": rule.EntryProtocol, "entry_port": rule.EntryPort,
			"target_protocol": rule.TargetProtocol, "target_port": rule.TargetPort,
		})
	}
	values := map[string]any{
		"name": found.Name, "region": found.Region.Slug, "size_unit": int(found.SizeUnit),
		"algorithm": found.Algorithm, "type": found.Type, "vpc_uuid": found.VPCUUID, "project_id": found.ProjectID,
		"droplet_tag": found.Tag, "ip": found.IP, "status": found.Status, "forwarding_rule": rules,
		"redirect_http_to_https": found.RedirectHttpToHttps, "enable_proxy_protocol": found.EnableProxyProtocol,
		"enable_backend_keepalive": found.EnableBackendKeepalive,
	}
	if check := found.HealthCheck; check != nil {
		values["healthcheck"] = []any{map[string]any{
			"protocol": check.Protocol, "port": check.Port, "path": check.Path,
			"check_interval_seconds":   check.CheckIntervalSeconds,
			"response_timeout_seconds": check.ResponseTimeoutSeconds,
			"unhealthy_threshold":      check.UnhealthyThreshold, "healthy_threshold": check.HealthyThreshold,
		}}
	}
	for name, value := range values {
		if err := d.Set(name, value); err != nil {
			return diag.Errorf("%s: %s", name, err)
		}
	}
	return nil
}

func balancerByName() *schema.Resource {
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"name": text(required), "ip": text(computed), "status": text(computed), "droplet_tag": text(computed),
		},
		ReadContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			all, _, err := api.(*godo.Client).LoadBalancers.List(ctx, &godo.ListOptions{PerPage: 200})
			if err != nil {
				return diag.Errorf("Error retrieving load balancers: %s", err)
			}
			for _, one := range all {
				if one.Name == d.Get("name").(string) {
					d.SetId(one.ID)
					d.Set("ip", one.IP)
					d.Set("status", one.Status)
					d.Set("droplet_tag", one.Tag)
					return nil
				}
			}
			return diag.Errorf("no load balancer found with name %s", d.Get("name"))
		},
	}
}

func firewalls() *schema.Resource {
	rule := func(names ...string) *schema.Schema {
		fields := map[string]*schema.Schema{"protocol": text(required), "port_range": text(optional)}
		for _, name := range names {
			fields[name] = setOfText()
		}
		return &schema.Schema{Type: schema.TypeSet, Optional: true, Elem: &schema.Resource{Schema: fields}}
	}
	read := func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
		found, answer, err := api.(*godo.Client).Firewalls.Get(ctx, d.Id())
		if err != nil {
			return gone(d, answer, err)
		}
		d.Set("name", found.Name)
		return diag.FromErr(d.Set("tags", found.Tags))
	}
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"name":          text(forcesNew(required)),
			"tags":          {Type: schema.TypeSet, Optional: true, ForceNew: true, Elem: &schema.Schema{Type: schema.TypeString}},
			"inbound_rule":  forced(rule("source_addresses", "source_load_balancer_uids")),
			"outbound_rule": forced(rule("destination_addresses")),
		},
		CreateContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			wanted := &godo.FirewallRequest{Name: d.Get("name").(string), Tags: texts(d.Get("tags"))}
			for _, one := range d.Get("inbound_rule").(*schema.Set).List() {
				in := one.(map[string]any)
				wanted.InboundRules = append(wanted.InboundRules, godo.InboundRule{
					Protocol: in["protocol"].(string), PortRange: in["port_range"].(string),
					Sources: &godo.Sources{
						Addresses:        texts(in["source_addresses"]),
						LoadBalancerUIDs: texts(in["source_load_balancer_uids"]),
					},
				})
			}
			for _, one := range d.Get("outbound_rule").(*schema.Set).List() {
				out := one.(map[string]any)
				wanted.OutboundRules = append(wanted.OutboundRules, godo.OutboundRule{
					Protocol: out["protocol"].(string), PortRange: out["port_range"].(string),
					Destinations: &godo.Destinations{Addresses: texts(out["destination_addresses"])},
				})
			}
			made, _, err := api.(*godo.Client).Firewalls.Create(ctx, wanted)
			if err != nil {
				return diag.Errorf("Error creating firewall: %s", err)
			}
			d.SetId(made.ID)
			return read(ctx, d, api)
		},
		ReadContext: read,
		DeleteContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			return removed(api.(*godo.Client).Firewalls.Delete(ctx, d.Id()))
		},
	}
}

func forced(one *schema.Schema) *schema.Schema {
	one.ForceNew = true
	return one
}
