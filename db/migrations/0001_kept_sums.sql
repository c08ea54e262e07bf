CREATE TABLE "kept_sums" (
	"partner_id" uuid NOT NULL,
	"name" text NOT NULL,
	"added_up_at" timestamp (3) with time zone NOT NULL,
	"value" jsonb NOT NULL,
	CONSTRAINT "kept_sums_partner_id_name_pk" PRIMARY KEY("partner_id","name")
);
