CREATE TABLE "findings" (
	"partner_id" uuid NOT NULL,
	"id" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"class" text NOT NULL,
	"subject" text NOT NULL,
	"ids" jsonb NOT NULL,
	"connection_id" uuid NOT NULL,
	"customer_id" uuid,
	"subscription_id" uuid,
	"amount_minor" bigint,
	"currency" text,
	"is_once" boolean DEFAULT false NOT NULL,
	"is_about_cost" boolean DEFAULT false NOT NULL,
	"sentence" text NOT NULL,
	"reason" text,
	"cause" text,
	"detail" jsonb,
	"state" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_because" text,
	CONSTRAINT "findings_partner_id_id_pk" PRIMARY KEY("partner_id","id")
);
--> statement-breakpoint
ALTER TABLE "line_links" ADD COLUMN "accepted" jsonb;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "findings" ADD CONSTRAINT "findings_partner_id_customer_id_customers_partner_id_id_fk" FOREIGN KEY ("partner_id","customer_id") REFERENCES "public"."customers"("partner_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "findings_subject" ON "findings" USING btree ("partner_id","class","subject") WHERE state <> 'closed';--> statement-breakpoint
CREATE INDEX "findings_time" ON "findings" USING btree ("partner_id","opened_at","id");--> statement-breakpoint
CREATE INDEX "findings_customer" ON "findings" USING btree ("partner_id","customer_id","opened_at");--> statement-breakpoint
CREATE INDEX "findings_subscription" ON "findings" USING btree ("partner_id","subscription_id") WHERE state = 'open';