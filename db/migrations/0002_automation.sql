CREATE TABLE "check_schedules" (
	"partner_id" uuid NOT NULL,
	"connection_id" uuid NOT NULL,
	"rhythm" text NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "check_schedules_partner_id_connection_id_pk" PRIMARY KEY("partner_id","connection_id")
);
--> statement-breakpoint
ALTER TABLE "customer_mappings" ADD COLUMN "settings" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "sync_tasks" ADD COLUMN "scheduled_for" date;--> statement-breakpoint
ALTER TABLE "check_schedules" ADD CONSTRAINT "check_schedules_partner_id_connection_id_connections_partner_id_id_fk" FOREIGN KEY ("partner_id","connection_id") REFERENCES "public"."connections"("partner_id","id") ON DELETE no action ON UPDATE no action;