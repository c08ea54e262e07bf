CREATE SEQUENCE "public"."ingest_sequence" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"sequence" bigserial NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" jsonb NOT NULL,
	"action" text NOT NULL,
	"record_kind" text NOT NULL,
	"record_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb,
	"request_id" text,
	"from_address" text,
	"position" bigint,
	"previous_hash" text,
	"hash" text,
	CONSTRAINT "audit_entries_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "psa_budgets" (
	"database_key" text PRIMARY KEY NOT NULL,
	"blocked_until" timestamp (3) with time zone,
	"others_calls" integer DEFAULT 0 NOT NULL,
	"told_at" timestamp (3) with time zone,
	"thread_refused_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "psa_call_minutes" (
	"database_key" text NOT NULL,
	"minute" bigint NOT NULL,
	"connection_id" uuid NOT NULL,
	"calls" integer NOT NULL,
	CONSTRAINT "psa_call_minutes_database_key_minute_connection_id_pk" PRIMARY KEY("database_key","minute","connection_id")
);
--> statement-breakpoint
CREATE TABLE "psa_slots" (
	"database_key" text NOT NULL,
	"entity" text NOT NULL,
	"slot" integer NOT NULL,
	"holder" uuid,
	"presence" integer,
	"lease_until" timestamp (3) with time zone,
	CONSTRAINT "psa_slots_database_key_entity_slot_pk" PRIMARY KEY("database_key","entity","slot")
);
--> statement-breakpoint
CREATE TABLE "product_families" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"sort" integer DEFAULT 0 NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "product_families_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "product_prices" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"product_id" uuid NOT NULL,
	"partner_id" uuid,
	"currency" text NOT NULL,
	"list_price" numeric(20,6) NOT NULL,
	"partner_cost" numeric(20,6),
	"valid_from" date NOT NULL,
	"valid_to" date,
	"promotion" text,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "products" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"family_id" uuid NOT NULL,
	"sku" text NOT NULL,
	"billing_cycle" text NOT NULL,
	"term" text NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"unit" text NOT NULL,
	"service" text,
	"meter_code" text,
	"fee_kind" text,
	"minimum_quantity" numeric(20,6),
	"included_quantity" numeric(20,6),
	"invoice_text" text,
	"commitment" jsonb,
	"status" text DEFAULT 'active' NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"content_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "products_identity" UNIQUE("sku","billing_cycle","term")
);
--> statement-breakpoint
CREATE TABLE "connections" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"state" text DEFAULT 'draft' NOT NULL,
	"state_reason" text,
	"instance" jsonb NOT NULL,
	"database_key" text NOT NULL,
	"time_zone" text NOT NULL,
	"currency" text,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"call_share_pct" integer DEFAULT 50 NOT NULL,
	"last_sync_at" timestamp (3) with time zone,
	CONSTRAINT "connections_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "credential_sets" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"connection_id" uuid NOT NULL,
	"method" text DEFAULT 'current' NOT NULL,
	"encrypted" text NOT NULL,
	"masked" jsonb NOT NULL,
	"state" text NOT NULL,
	"checked_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "credential_sets_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "customers" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"vendor_customer_id" text NOT NULL,
	"company_name" text NOT NULL,
	"legal_name" text,
	"address_line1" text,
	"address_line2" text,
	"city" text,
	"state" text,
	"postal_code" text,
	"country" text,
	"phone" text,
	"administrative_contact" jsonb,
	"internal_contact" text,
	"access" jsonb,
	"notification_email" text,
	"currency" text,
	"tax_id" text,
	"web_address" text,
	"employees" text,
	"status" text DEFAULT 'active' NOT NULL,
	"billing" text DEFAULT 'normal' NOT NULL,
	"billing_reason" text,
	"billing_until" date,
	"as_of" timestamp (3) with time zone NOT NULL,
	"content_hash" text NOT NULL,
	CONSTRAINT "customers_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "customers_vendor_id" UNIQUE("partner_id","vendor_customer_id")
);
--> statement-breakpoint
CREATE TABLE "ingest_answers" (
	"api_key_id" uuid NOT NULL,
	"idempotency_key" text NOT NULL,
	"body_hash" text NOT NULL,
	"status" integer NOT NULL,
	"answer" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ingest_answers_api_key_id_idempotency_key_pk" PRIMARY KEY("api_key_id","idempotency_key")
);
--> statement-breakpoint
CREATE TABLE "ingest_editions" (
	"partner_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"vendor_id" text NOT NULL,
	"content_hash" text NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"item" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ingest_editions_partner_id_kind_vendor_id_content_hash_pk" PRIMARY KEY("partner_id","kind","vendor_id","content_hash")
);
--> statement-breakpoint
CREATE TABLE "ingest_gates" (
	"api_key_id" uuid PRIMARY KEY NOT NULL,
	"minute_at" timestamp (3) with time zone NOT NULL,
	"requests" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ingest_leases" (
	"api_key_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"leased_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "ingest_leases_api_key_id_id_pk" PRIMARY KEY("api_key_id","id")
);
--> statement-breakpoint
CREATE TABLE "ingest_waiting" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"arrival" bigserial NOT NULL,
	"kind" text NOT NULL,
	"vendor_id" text NOT NULL,
	"content_hash" text NOT NULL,
	"edition" text NOT NULL,
	"item" jsonb NOT NULL,
	"waits_for_kind" text NOT NULL,
	"waits_for_id" text NOT NULL,
	"provides" text[] NOT NULL,
	"problem" jsonb,
	CONSTRAINT "ingest_waiting_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "ingest_waiting_item" UNIQUE("partner_id","kind","vendor_id","content_hash","edition")
);
--> statement-breakpoint
CREATE TABLE "contract_links" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"subscription_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"psa_contract_id" text NOT NULL,
	"line_link_id" uuid,
	CONSTRAINT "contract_links_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "contract_links_subscription" UNIQUE("partner_id","subscription_id")
);
--> statement-breakpoint
CREATE TABLE "customer_mappings" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"customer_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"psa_company_id" text,
	"psa_company_name" text,
	"state" text NOT NULL,
	"external_reference" text NOT NULL,
	"site_id" text,
	"contact_id" text,
	"reason" text,
	CONSTRAINT "customer_mappings_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "customer_mappings_customer" UNIQUE("partner_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "line_links" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"connection_id" uuid NOT NULL,
	"psa_contract_id" text NOT NULL,
	"psa_item_id" text NOT NULL,
	"psa_line_id" text NOT NULL,
	"part" text DEFAULT 'main' NOT NULL,
	"key" text,
	"state" text DEFAULT 'live' NOT NULL,
	"last_written" jsonb,
	"owners" jsonb,
	"pin" jsonb,
	"allowance" numeric(20,6),
	"minimum" numeric(20,6),
	CONSTRAINT "line_links_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "product_mappings" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"product_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"state" text NOT NULL,
	"legs" jsonb NOT NULL,
	"psa_item_id" text,
	"driver" text DEFAULT 'orders' NOT NULL,
	"allowance" numeric(20,6),
	"minimum" numeric(20,6),
	"owners" jsonb,
	"reason" text,
	CONSTRAINT "product_mappings_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "product_mappings_product" UNIQUE("partner_id","connection_id","product_id")
);
--> statement-breakpoint
CREATE TABLE "mirror_billing_codes" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"psa_billing_code_id" text NOT NULL,
	"name" text NOT NULL,
	"is_active" boolean NOT NULL,
	"use_name" text NOT NULL,
	CONSTRAINT "mirror_billing_codes_partner_id_connection_id_psa_billing_code_id_pk" PRIMARY KEY("partner_id","connection_id","psa_billing_code_id")
);
--> statement-breakpoint
CREATE TABLE "mirror_catalog_items" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"psa_item_id" text NOT NULL,
	"name" text NOT NULL,
	"code" text,
	"description" text,
	"cycle" text,
	"unit_price" numeric(20,6),
	"unit_cost" numeric(20,6),
	"unit" text,
	"is_active" boolean NOT NULL,
	"is_bundle" boolean NOT NULL,
	"in_bundles" jsonb NOT NULL,
	"psa_vendor_id" text,
	CONSTRAINT "mirror_catalog_items_partner_id_connection_id_psa_item_id_pk" PRIMARY KEY("partner_id","connection_id","psa_item_id")
);
--> statement-breakpoint
CREATE TABLE "mirror_companies" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"psa_company_id" text NOT NULL,
	"name" text NOT NULL,
	"type_name" text NOT NULL,
	"is_customer" boolean NOT NULL,
	"is_active" boolean NOT NULL,
	"is_owner" boolean NOT NULL,
	"currency" text,
	"country" text,
	"city" text,
	"postal_code" text,
	"phone" text,
	"web_address" text,
	"parent_psa_company_id" text,
	"last_activity_at" timestamp (3) with time zone,
	CONSTRAINT "mirror_companies_partner_id_connection_id_psa_company_id_pk" PRIMARY KEY("partner_id","connection_id","psa_company_id")
);
--> statement-breakpoint
CREATE TABLE "mirror_contracts" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"psa_contract_id" text NOT NULL,
	"psa_company_id" text NOT NULL,
	"name" text NOT NULL,
	"number" text,
	"kind_name" text NOT NULL,
	"is_recurring" boolean NOT NULL,
	"is_active" boolean NOT NULL,
	"cycle" text,
	"currency" text,
	"start_date" date NOT NULL,
	"end_date" date,
	CONSTRAINT "mirror_contracts_partner_id_connection_id_psa_contract_id_pk" PRIMARY KEY("partner_id","connection_id","psa_contract_id")
);
--> statement-breakpoint
CREATE TABLE "mirror_lines" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"is_gone" boolean DEFAULT false NOT NULL,
	"psa_line_id" text NOT NULL,
	"psa_contract_id" text NOT NULL,
	"psa_item_id" text NOT NULL,
	"key" text,
	"invoice_text" text,
	"unit_price" numeric(20,6),
	"unit_cost" numeric(20,6),
	"is_in_bundle" boolean NOT NULL,
	"periods" jsonb NOT NULL,
	CONSTRAINT "mirror_lines_partner_id_connection_id_psa_line_id_pk" PRIMARY KEY("partner_id","connection_id","psa_line_id")
);
--> statement-breakpoint
CREATE TABLE "mirror_lists" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"list" text NOT NULL,
	"read_at" timestamp (3) with time zone,
	"rows" integer DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"problem" text,
	CONSTRAINT "mirror_lists_partner_id_connection_id_list_pk" PRIMARY KEY("partner_id","connection_id","list")
);
--> statement-breakpoint
CREATE TABLE "operation_locks" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"lock_key" text NOT NULL,
	"holder" uuid NOT NULL,
	"presence" integer NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "operation_locks_partner_id_connection_id_lock_key_pk" PRIMARY KEY("partner_id","connection_id","lock_key")
);
--> statement-breakpoint
CREATE TABLE "operations" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"plan_id" uuid NOT NULL,
	"plan_line_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"customer_id" uuid,
	"position" integer NOT NULL,
	"kind" text NOT NULL,
	"lock_key" text NOT NULL,
	"address" jsonb NOT NULL,
	"psa_line_id" text,
	"before" jsonb,
	"intended" jsonb NOT NULL,
	"money" jsonb,
	"state" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"look_ups" integer DEFAULT 0 NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"duration_ms" integer,
	"psa_reference" text,
	"error" jsonb,
	"undoes_operation_id" uuid,
	"undone_by_operation_id" uuid,
	"actor" jsonb NOT NULL,
	CONSTRAINT "operations_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "order_lines" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"order_id" uuid NOT NULL,
	"vendor_line_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"sequence" bigint NOT NULL,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"order_type" text NOT NULL,
	"order_status" text NOT NULL,
	"quantity" numeric(20,6),
	"previous_quantity" numeric(20,6),
	"unit_price" numeric(20,6),
	"unit_cost" numeric(20,6),
	"currency" text NOT NULL,
	"effective_date" date,
	"end_date" date,
	"prorated" jsonb,
	"fees" jsonb,
	"text" text,
	"is_unchecked" boolean DEFAULT true NOT NULL,
	"is_without_effect" boolean DEFAULT false NOT NULL,
	CONSTRAINT "order_lines_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "order_lines_vendor_id" UNIQUE("partner_id","order_id","vendor_line_id")
);
--> statement-breakpoint
CREATE TABLE "orders" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"vendor_order_id" text NOT NULL,
	"reference" text,
	"type" text NOT NULL,
	"reason" text,
	"customer_id" uuid NOT NULL,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"status" text NOT NULL,
	"psa_hint" jsonb,
	"is_implied" boolean DEFAULT false NOT NULL,
	"content_hash" text NOT NULL,
	"ingest_sequence" bigint NOT NULL,
	CONSTRAINT "orders_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "orders_vendor_id" UNIQUE("partner_id","vendor_order_id")
);
--> statement-breakpoint
CREATE TABLE "subscription_versions" (
	"partner_id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"as_of" timestamp (3) with time zone NOT NULL,
	"content_hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "subscription_versions_partner_id_subscription_id_as_of_pk" PRIMARY KEY("partner_id","subscription_id","as_of")
);
--> statement-breakpoint
CREATE TABLE "subscriptions" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"vendor_subscription_id" text NOT NULL,
	"customer_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"quantity" numeric(20,6) NOT NULL,
	"assigned_quantity" numeric(20,6),
	"unit_price" numeric(20,6),
	"unit_cost" numeric(20,6),
	"currency" text NOT NULL,
	"status" text NOT NULL,
	"start_date" date,
	"end_date" date,
	"term_start_date" date,
	"term_end_date" date,
	"auto_renew" boolean,
	"renewed_from_id" text,
	"as_of" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "subscriptions_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "subscriptions_vendor_id" UNIQUE("partner_id","vendor_subscription_id")
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"position" bigserial NOT NULL,
	"name" text NOT NULL,
	"partner_id" uuid,
	"data" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"relayed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"scopes" text[] NOT NULL,
	"is_vendor_wide" boolean DEFAULT false NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "api_keys_hash_unique" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"can_see_cost" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	CONSTRAINT "memberships_partner_id_id_pk" PRIMARY KEY("partner_id","id"),
	CONSTRAINT "memberships_person" UNIQUE("person_id","partner_id")
);
--> statement-breakpoint
CREATE TABLE "persons" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"zone" text,
	"password_hash" text,
	"state" text DEFAULT 'active' NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "persons_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"person_id" uuid NOT NULL,
	"partner_id" uuid NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"from_address" text,
	"user_agent" text,
	"ended_at" timestamp (3) with time zone,
	"ended_reason" text
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempts" (
	"account" text PRIMARY KEY NOT NULL,
	"tried_at" timestamp (3) with time zone[] NOT NULL
);
--> statement-breakpoint
CREATE TABLE "support_visits" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"granted_by" uuid NOT NULL,
	"level" text NOT NULL,
	"reason" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_by" uuid,
	CONSTRAINT "support_visits_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "plan_lines" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"plan_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"customer_id" uuid,
	"lock_key" text NOT NULL,
	"line" jsonb NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"note" text,
	CONSTRAINT "plan_lines_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "plans" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"connection_id" uuid NOT NULL,
	"origin" text NOT NULL,
	"state" text NOT NULL,
	"hash" text NOT NULL,
	"read_at" timestamp (3) with time zone NOT NULL,
	"is_complete" boolean DEFAULT true NOT NULL,
	"headline" text NOT NULL,
	"totals" jsonb NOT NULL,
	"forecast" jsonb NOT NULL,
	"undoes" jsonb,
	"approved_by" jsonb,
	"approved_at" timestamp (3) with time zone,
	"approved_hash" text,
	"finished_at" timestamp (3) with time zone,
	CONSTRAINT "plans_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_counters" (
	"partner_id" uuid PRIMARY KEY NOT NULL,
	"next_task_number" bigint DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_runs" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"connection_id" uuid NOT NULL,
	"trigger" text NOT NULL,
	"state" text NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"counts" jsonb NOT NULL,
	"calls_used" integer DEFAULT 0 NOT NULL,
	"result" text,
	CONSTRAINT "sync_runs_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "sync_tasks" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"number" bigint NOT NULL,
	"connection_id" uuid NOT NULL,
	"sync_run_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"subscription_id" uuid NOT NULL,
	"product_id" uuid NOT NULL,
	"type" text NOT NULL,
	"origin" text NOT NULL,
	"direction" text,
	"state" text NOT NULL,
	"order_line_ids" uuid[] NOT NULL,
	"order_sequence" bigint NOT NULL,
	"ordered_at" timestamp (3) with time zone NOT NULL,
	"effective_date" date NOT NULL,
	"quantity" numeric(20,6) NOT NULL,
	"previous_quantity" numeric(20,6),
	"unit_price" numeric(20,6),
	"unit_cost" numeric(20,6),
	"currency" text NOT NULL,
	"extras" jsonb,
	"sentence" text NOT NULL,
	"warnings" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"missing" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"waits_for_task_id" uuid,
	"superseded_by_task_id" uuid,
	"plan_id" uuid,
	"plan_line_id" uuid,
	"decided_by" jsonb,
	"decided_at" timestamp (3) with time zone,
	"reason" text,
	CONSTRAINT "sync_tasks_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
CREATE TABLE "business_clock" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"mode" text DEFAULT 'real' NOT NULL,
	"base_at" timestamp (3) with time zone,
	"set_at" timestamp (3) with time zone,
	"speed" numeric DEFAULT '1' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deployment_settings" (
	"only" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"vendor_name" text NOT NULL,
	"external_reference_prefix" text DEFAULT 'EFS-' NOT NULL,
	"autotask_tracking_id" text,
	"story_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "partners" (
	"partner_id" uuid PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"time_zone" text NOT NULL,
	"locale" text DEFAULT 'en-GB' NOT NULL,
	"invoice_day" text DEFAULT '1' NOT NULL,
	"parent_partner_id" uuid,
	"margin_floor_pct" numeric,
	"trust_level" text DEFAULT 'ask' NOT NULL,
	"retention_years" integer DEFAULT 7 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "partners_code_unique" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "product_prices" ADD CONSTRAINT "product_prices_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "products" ADD CONSTRAINT "products_family_id_product_families_id_fk" FOREIGN KEY ("family_id") REFERENCES "public"."product_families"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "connections" ADD CONSTRAINT "connections_partner_id_tenants_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "credential_sets" ADD CONSTRAINT "credential_sets_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customers" ADD CONSTRAINT "customers_partner_id_tenants_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_links" ADD CONSTRAINT "contract_links_partner_id_subscription_id_subscriptions_partner_id_id_fk" FOREIGN KEY ("partner_id","subscription_id") REFERENCES "public"."subscriptions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contract_links" ADD CONSTRAINT "contract_links_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_mappings" ADD CONSTRAINT "customer_mappings_partner_id_customer_id_customers_partner_id_id_fk" FOREIGN KEY ("partner_id","customer_id") REFERENCES "public"."customers"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer_mappings" ADD CONSTRAINT "customer_mappings_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "line_links" ADD CONSTRAINT "line_links_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_mappings" ADD CONSTRAINT "product_mappings_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "product_mappings" ADD CONSTRAINT "product_mappings_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mirror_catalog_items" ADD CONSTRAINT "mirror_catalog_items_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mirror_companies" ADD CONSTRAINT "mirror_companies_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mirror_contracts" ADD CONSTRAINT "mirror_contracts_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mirror_lines" ADD CONSTRAINT "mirror_lines_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_partner_id_plan_id_plans_partner_id_id_fk" FOREIGN KEY ("partner_id","plan_id") REFERENCES "public"."plans"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "operations" ADD CONSTRAINT "operations_partner_id_plan_line_id_plan_lines_partner_id_id_fk" FOREIGN KEY ("partner_id","plan_line_id") REFERENCES "public"."plan_lines"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_partner_id_order_id_orders_partner_id_id_fk" FOREIGN KEY ("partner_id","order_id") REFERENCES "public"."orders"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "order_lines" ADD CONSTRAINT "order_lines_partner_id_subscription_id_subscriptions_partner_id_id_fk" FOREIGN KEY ("partner_id","subscription_id") REFERENCES "public"."subscriptions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_partner_id_customer_id_customers_partner_id_id_fk" FOREIGN KEY ("partner_id","customer_id") REFERENCES "public"."customers"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscription_versions" ADD CONSTRAINT "subscription_versions_partner_id_subscription_id_subscriptions_partner_id_id_fk" FOREIGN KEY ("partner_id","subscription_id") REFERENCES "public"."subscriptions"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_product_id_products_id_fk" FOREIGN KEY ("product_id") REFERENCES "public"."products"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "subscriptions" ADD CONSTRAINT "subscriptions_partner_id_customer_id_customers_partner_id_id_fk" FOREIGN KEY ("partner_id","customer_id") REFERENCES "public"."customers"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_partner_id_tenants_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_partner_id_tenants_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_person_id_persons_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."persons"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_partner_id_tenants_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_lines" ADD CONSTRAINT "plan_lines_partner_id_plan_id_plans_partner_id_id_fk" FOREIGN KEY ("partner_id","plan_id") REFERENCES "public"."plans"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plans" ADD CONSTRAINT "plans_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_runs" ADD CONSTRAINT "sync_runs_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_tasks" ADD CONSTRAINT "sync_tasks_partner_id_customer_id_customers_partner_id_id_fk" FOREIGN KEY ("partner_id","customer_id") REFERENCES "public"."customers"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sync_tasks" ADD CONSTRAINT "sync_tasks_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partners" ADD CONSTRAINT "partners_partner_id_tenants_id_fk" FOREIGN KEY ("partner_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "partners" ADD CONSTRAINT "partners_parent_partner_id_tenants_id_fk" FOREIGN KEY ("parent_partner_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_entries_time" ON "audit_entries" USING btree ("partner_id","sequence");--> statement-breakpoint
CREATE INDEX "audit_entries_unsealed" ON "audit_entries" USING btree ("partner_id","sequence") WHERE position is null;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_entries_position" ON "audit_entries" USING btree ("partner_id","position") WHERE position is not null;--> statement-breakpoint
CREATE INDEX "audit_entries_record" ON "audit_entries" USING btree ("partner_id","record_kind","record_id");--> statement-breakpoint
CREATE INDEX "product_prices_product" ON "product_prices" USING btree ("product_id","currency");--> statement-breakpoint
CREATE UNIQUE INDEX "product_prices_identity" ON "product_prices" USING btree ("product_id","partner_id","currency","valid_from","promotion");--> statement-breakpoint
CREATE INDEX "products_updated" ON "products" USING btree ("updated_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "connections_instance" ON "connections" USING btree ("partner_id","provider","database_key") WHERE state <> 'draft';--> statement-breakpoint
CREATE UNIQUE INDEX "credential_sets_in_use" ON "credential_sets" USING btree ("partner_id","connection_id") WHERE state = 'in_use';--> statement-breakpoint
CREATE UNIQUE INDEX "credential_sets_pending" ON "credential_sets" USING btree ("partner_id","connection_id") WHERE state = 'pending';--> statement-breakpoint
CREATE INDEX "credential_sets_connection" ON "credential_sets" USING btree ("partner_id","connection_id");--> statement-breakpoint
CREATE INDEX "customers_name" ON "customers" USING btree ("partner_id","company_name","id");--> statement-breakpoint
CREATE INDEX "customers_updated" ON "customers" USING btree ("partner_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "ingest_waiting_for" ON "ingest_waiting" USING btree ("partner_id","waits_for_kind","waits_for_id") WHERE problem is null;--> statement-breakpoint
CREATE UNIQUE INDEX "customer_mappings_company" ON "customer_mappings" USING btree ("partner_id","connection_id","psa_company_id") WHERE state = 'mapped';--> statement-breakpoint
CREATE UNIQUE INDEX "line_links_line" ON "line_links" USING btree ("partner_id","connection_id","psa_line_id") WHERE state = 'live';--> statement-breakpoint
CREATE INDEX "line_links_contract" ON "line_links" USING btree ("partner_id","connection_id","psa_contract_id");--> statement-breakpoint
CREATE UNIQUE INDEX "product_mappings_item" ON "product_mappings" USING btree ("partner_id","connection_id","psa_item_id") WHERE state = 'mapped';--> statement-breakpoint
CREATE INDEX "mirror_companies_name" ON "mirror_companies" USING btree ("partner_id","connection_id","name");--> statement-breakpoint
CREATE INDEX "mirror_contracts_company" ON "mirror_contracts" USING btree ("partner_id","connection_id","psa_company_id");--> statement-breakpoint
CREATE INDEX "mirror_lines_contract" ON "mirror_lines" USING btree ("partner_id","connection_id","psa_contract_id","psa_item_id");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_step" ON "operations" USING btree ("partner_id","plan_line_id","position");--> statement-breakpoint
CREATE UNIQUE INDEX "operations_in_flight" ON "operations" USING btree ("partner_id","connection_id","lock_key") WHERE state in ('sending','unknown');--> statement-breakpoint
CREATE INDEX "operations_plan" ON "operations" USING btree ("partner_id","plan_id");--> statement-breakpoint
CREATE INDEX "operations_time" ON "operations" USING btree ("partner_id","created_at");--> statement-breakpoint
CREATE INDEX "operations_line" ON "operations" USING btree ("partner_id","connection_id","psa_line_id","created_at");--> statement-breakpoint
CREATE INDEX "order_lines_subscription" ON "order_lines" USING btree ("partner_id","subscription_id","sequence");--> statement-breakpoint
CREATE INDEX "order_lines_unchecked" ON "order_lines" USING btree ("partner_id","subscription_id","sequence") WHERE is_unchecked;--> statement-breakpoint
CREATE INDEX "order_lines_without_effect" ON "order_lines" USING btree ("partner_id","subscription_id") WHERE is_without_effect;--> statement-breakpoint
CREATE INDEX "orders_customer" ON "orders" USING btree ("partner_id","customer_id");--> statement-breakpoint
CREATE INDEX "orders_updated" ON "orders" USING btree ("partner_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "orders_latest" ON "orders" USING btree ("partner_id","ordered_at","id");--> statement-breakpoint
CREATE INDEX "subscriptions_customer" ON "subscriptions" USING btree ("partner_id","customer_id");--> statement-breakpoint
CREATE INDEX "subscriptions_updated" ON "subscriptions" USING btree ("partner_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("position") WHERE relayed_at is null;--> statement-breakpoint
CREATE INDEX "sessions_person" ON "sessions" USING btree ("person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "plan_lines_plan" ON "plan_lines" USING btree ("partner_id","plan_id","position");--> statement-breakpoint
CREATE INDEX "plans_time" ON "plans" USING btree ("partner_id","created_at");--> statement-breakpoint
CREATE INDEX "sync_runs_time" ON "sync_runs" USING btree ("partner_id","connection_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "sync_runs_running" ON "sync_runs" USING btree ("partner_id","connection_id") WHERE state = 'running';--> statement-breakpoint
CREATE UNIQUE INDEX "sync_tasks_number" ON "sync_tasks" USING btree ("partner_id","number");--> statement-breakpoint
CREATE INDEX "sync_tasks_list" ON "sync_tasks" USING btree ("partner_id","connection_id","state","number");--> statement-breakpoint
CREATE INDEX "sync_tasks_open" ON "sync_tasks" USING btree ("partner_id","subscription_id") WHERE state not in ('applied','superseded');--> statement-breakpoint
CREATE INDEX "sync_tasks_applied" ON "sync_tasks" USING btree ("partner_id","subscription_id","effective_date","ordered_at","order_sequence") WHERE state = 'applied';