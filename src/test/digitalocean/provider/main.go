// Stands in for DigitalOcean's Terraform provider where that is not to be had: the few resources and attributes
// that terraform/digitalocean uses, after the reference of version 2 of the provider
// (https://docs.digitalocean.com/reference/terraform/reference/), by DigitalOcean's own Go client with the retries
// that the provider sets by default.
package main

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"github.com/digitalocean/godo"
	"github.com/hashicorp/terraform-plugin-sdk/v2/diag"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/retry"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
	"github.com/hashicorp/terraform-plugin-sdk/v2/plugin"
	"golang.org/x/oauth2"
)

func main() {
	plugin.Serve(&plugin.ServeOpts{
		ProviderAddr: "registry.terraform.io/digitalocean/digitalocean",
		ProviderFunc: provider,
	})
}

func provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"token": {
				Type: schema.TypeString, Optional: true, Sensitive: true,
				DefaultFunc: schema.MultiEnvDefaultFunc(
					[]string{"DIGITALOCEAN_TOKEN", "DIGITALOCEAN_ACCESS_TOKEN"}, nil),
			},
			"api_endpoint": {
				Type: schema.TypeString, Optional: true,
				DefaultFunc: schema.EnvDefaultFunc("DIGITALOCEAN_API_URL", "https://api.digitalocean.com"),
			},
		},
		ResourcesMap: map[string]*schema.Resource{
			"digitalocean_tag":          tags(),
			"digitalocean_droplet":      droplets(),
			"digitalocean_loadbalancer": balancers(),
			"digitalocean_firewall":     firewalls(),
		},
		DataSourcesMap: map[string]*schema.Resource{
			"digitalocean_loadbalancer": balancerByName(),
		},
		ConfigureContextFunc: client,
	}
}

func client(_ context.Context, given *schema.ResourceData) (any, diag.Diagnostics) {
	token := oauth2.StaticTokenSource(&oauth2.Token{AccessToken: given.Get("token").(string)})
	made, err := godo.New(
		oauth2.NewClient(context.Background(), token),
		godo.SetBaseURL(given.Get("api_endpoint").(string)),
		godo.WithRetryAndBackoffs(godo.RetryConfig{
			RetryMax: 4, RetryWaitMin: godo.PtrTo(1.0), RetryWaitMax: godo.PtrTo(30.0),
		}),
	)
	return made, diag.FromErr(err)
}

func text(how func(*schema.Schema)) *schema.Schema {
	made := &schema.Schema{Type: schema.TypeString}
	how(made)
	return made
}

func number(how func(*schema.Schema)) *schema.Schema {
	made := &schema.Schema{Type: schema.TypeInt}
	how(made)
	return made
}

func flag(how func(*schema.Schema)) *schema.Schema {
	made := &schema.Schema{Type: schema.TypeBool}
	how(made)
	return made
}

func required(one *schema.Schema)         { one.Required = true }
func optional(one *schema.Schema)         { one.Optional = true }
func computed(one *schema.Schema)         { one.Computed = true }
func optionalComputed(one *schema.Schema) { one.Optional, one.Computed = true, true }
func forcesNew(how func(*schema.Schema)) func(*schema.Schema) {
	return func(one *schema.Schema) {
		how(one)
		one.ForceNew = true
	}
}
func usually(value any) func(*schema.Schema) {
	return func(one *schema.Schema) { one.Optional, one.Default = true, value }
}
func setOfText() *schema.Schema {
	return &schema.Schema{Type: schema.TypeSet, Optional: true, Elem: &schema.Schema{Type: schema.TypeString}}
}

// texts are the members of a set of text.
func texts(set any) []string {
	var found []string
	for _, one := range set.(*schema.Set).List() {
		found = append(found, one.(string))
	}
	return found
}

// gone tells a resource that vanished from a question that failed.
func gone(d *schema.ResourceData, answer *godo.Response, err error) diag.Diagnostics {
	if answer != nil && answer.Response != nil && answer.StatusCode == http.StatusNotFound {
		d.SetId("")
		return nil
	}
	return diag.FromErr(err)
}

// removed is satisfied with what is gone already.
func removed(answer *godo.Response, err error) diag.Diagnostics {
	if answer != nil && answer.Response != nil && answer.StatusCode == http.StatusNotFound {
		return nil
	}
	return diag.FromErr(err)
}

func tags() *schema.Resource {
	read := func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
		tag, answer, err := api.(*godo.Client).Tags.Get(ctx, d.Id())
		if err != nil {
			return gone(d, answer, err)
		}
		d.Set("name", tag.Name)
		return nil
	}
	return &schema.Resource{
		Schema: map[string]*schema.Schema{"name": text(forcesNew(required))},
		CreateContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			tag, _, err := api.(*godo.Client).Tags.Create(
				ctx, &godo.TagCreateRequest{Name: d.Get("name").(string)})
			if err != nil {
				return diag.Errorf("Error creating tag: %s", err)
			}
			d.SetId(tag.Name)
			return read(ctx, d, api)
		},
		ReadContext: read,
		DeleteContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			return removed(api.(*godo.Client).Tags.Delete(ctx, d.Id()))
		},
	}
}

func droplets() *schema.Resource {
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"image":                text(forcesNew(required)),
			"name":                 text(required),
			"region":               text(forcesNew(optionalComputed)),
			"size":                 text(required),
			"vpc_uuid":             text(forcesNew(optionalComputed)),
			"monitoring":           flag(forcesNew(usually(false))),
			"tags":                 setOfText(),
			"ssh_keys":             {Type: schema.TypeSet, Optional: true, ForceNew: true, Elem: &schema.Schema{Type: schema.TypeString}},
			"ipv4_address":         text(computed),
			"ipv4_address_private": text(computed),
			"status":               text(computed),
		},
		CreateContext: createDroplet,
		ReadContext:   readDroplet,
		// What may change without a new droplet is never changed by a release.
		UpdateContext: func(context.Context, *schema.ResourceData, any) diag.Diagnostics {
			return diag.Errorf("a droplet is changed, which this stand-in does not do")
		},
		DeleteContext: func(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
			id, err := strconv.Atoi(d.Id())
			if err != nil {
				return diag.FromErr(err)
			}
			if found := removed(api.(*godo.Client).Droplets.Delete(ctx, id)); found != nil {
				return found
			}
			return until(ctx, api, id, time.Minute, "archive")
		},
		Timeouts: &schema.ResourceTimeout{Create: schema.DefaultTimeout(60 * time.Minute)},
	}
}

func createDroplet(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
	image := godo.DropletCreateImage{Slug: d.Get("image").(string)}
	if id, err := strconv.Atoi(image.Slug); err == nil {
		image = godo.DropletCreateImage{ID: id}
	}
	made, _, err := api.(*godo.Client).Droplets.Create(ctx, &godo.DropletCreateRequest{
		Image: image, Name: d.Get("name").(string), Region: d.Get("region").(string),
		Size: d.Get("size").(string), VPCUUID: d.Get("vpc_uuid").(string),
		Monitoring: d.Get("monitoring").(bool), Tags: texts(d.Get("tags")),
	})
	if err != nil {
		return diag.Errorf("Error creating droplet: %s", err)
	}
	d.SetId(strconv.Itoa(made.ID))
	if found := until(ctx, api, made.ID, d.Timeout(schema.TimeoutCreate), "active"); found != nil {
		return found
	}
	return readDroplet(ctx, d, api)
}

// until waits for a droplet's status; archive is when it is no more.
func until(ctx context.Context, api any, id int, patience time.Duration, wanted string) diag.Diagnostics {
	wait := retry.StateChangeConf{
		Pending: []string{"new", "active", "off"}, Target: []string{wanted},
		Timeout: patience, Delay: time.Second, MinTimeout: time.Second,
		Refresh: func() (any, string, error) {
			droplet, answer, err := api.(*godo.Client).Droplets.Get(ctx, id)
			if answer != nil && answer.Response != nil && answer.StatusCode == http.StatusNotFound {
				return id, "archive", nil
			}
			if err != nil {
				return nil, "", err
			}
			return droplet, droplet.Status, nil
		},
	}
	if wanted == "active" {
		wait.Pending = []string{"new", "off"}
	}
	if _, err := wait.WaitForStateContext(ctx); err != nil {
		return diag.Errorf("Error waiting for droplet (%d) to become %s: %s", id, wanted, err)
	}
	return nil
}

func readDroplet(ctx context.Context, d *schema.ResourceData, api any) diag.Diagnostics {
	id, err := strconv.Atoi(d.Id())
	if err != nil {
		return diag.FromErr(err)
	}
	droplet, answer, err := api.(*godo.Client).Droplets.Get(ctx, id)
	if err != nil {
		return gone(d, answer, err)
	}
	// The provider leaves the attribute image as it was given.
	public, err := droplet.PublicIPv4()
	if err != nil {
		return diag.FromErr(err)
	}
	private, err := droplet.PrivateIPv4()
	if err != nil {
		return diag.FromErr(err)
	}
	for name, value := range map[string]any{
		"name": droplet.Name, "region": droplet.Region.Slug, "size": droplet.Size.Slug, "status": droplet.Status,
		"vpc_uuid": droplet.VPCUUID, "tags": droplet.Tags, "ipv4_address": public, "ipv4_address_private": private,
	} {
		if err := d.Set(name, value); err != nil {
			return diag.FromErr(fmt.Errorf("%s: %w", name, err))
		}
	}
	return nil
}
