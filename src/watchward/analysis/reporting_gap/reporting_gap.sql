-- name: stated
select
    reported,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by reported
order by reported

-- name: stated_months
select
    month,
    count(*) as records,
    count(case when reported in ('yes', 'no') then 1 end) as answered,
    count(case when reported = 'yes' then 1 end) as yes
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by month
order by month

-- name: stated_weapon
select
    weapon,
    count(*) as records,
    count(case when reported in ('yes', 'no') then 1 end) as answered,
    count(case when reported = 'yes' then 1 end) as yes
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by weapon
order by weapon

-- name: stated_relationship
select
    relationship,
    count(*) as records,
    count(case when reported in ('yes', 'no') then 1 end) as answered,
    count(case when reported = 'yes' then 1 end) as yes
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
group by relationship
order by relationship

-- name: stated_points
select
    easting,
    northing,
    count(*) as records,
    count(case when reported in ('yes', 'no') then 1 end) as answered,
    count(case when reported = 'yes' then 1 end) as yes
from incident
where dataset = $dataset
    and violence = 1
    and month between $first and $last
    and easting is not null
    and northing is not null
group by
    easting,
    northing
order by
    easting,
    northing

-- name: injuries_within
select
    month,
    easting,
    northing,
    count(*) as records,
    count(case when domestic = 1 then 1 end) as domestic
from incident
where dataset = $dataset
    and violence = 1
    and injury = 1
    and month between $first and $last
    and easting is not null
    and northing is not null
group by
    month,
    easting,
    northing
order by
    month,
    easting,
    northing

-- name: injuries
select
    easting,
    northing,
    count(*) as records,
    count(case when domestic = 1 then 1 end) as domestic
from incident
where dataset = $dataset
    and violence = 1
    and injury = 1
    and month between $first and $last
    and easting is not null
    and northing is not null
group by
    easting,
    northing
order by
    easting,
    northing

-- name: comparable
select
    row_number() over (order by provider, period, "row", record_id) as id,
    easting,
    northing
from incident
where dataset = $dataset
    and violence = 1
    and injury = 1
    and day is not null
    and easting is not null
    and northing is not null
    and month between $first and $last
order by id

-- name: candidates
with
record as (
    select
        dataset,
        row_number() over (
            partition by dataset
            order by provider, period, "row", record_id
        ) as id,
        day,
        hour,
        night_of,
        easting,
        northing,
        age_band,
        sex
    from incident
    where dataset in ($health, $police)
        and violence = 1
        and injury = 1
        and day is not null
        and easting is not null
        and northing is not null
        and month between $first and $last
),

patient as (
    select *
    from record
    where dataset = $health
),

crime as (
    select *
    from record
    where dataset = $police
),

same_night as (
    select
        patient.id as patient,
        crime.id as crime,
        abs((crime.day - $shift - patient.day) * 24 + crime.hour - patient.hour) as hours
    from patient
    inner join crime on crime.night_of - $shift = patient.night_of
    where abs((crime.day - $shift - patient.day) * 24 + crime.hour - patient.hour) <= $hours
),

same_day as (
    select
        patient.id as patient,
        crime.id as crime,
        24 as hours
    from patient
    inner join crime on crime.day - $shift = patient.day
    where patient.hour is null
        or crime.hour is null
),

same_time as (
    select *
    from same_night
    union all
    select *
    from same_day
),

paired as (
    select
        same_time.patient,
        same_time.crime,
        same_time.hours,
        (patient.easting - crime.easting) * (patient.easting - crime.easting)
        + (patient.northing - crime.northing) * (patient.northing - crime.northing) as apart
    from same_time
    inner join patient on patient.id = same_time.patient
    inner join crime on crime.id = same_time.crime
    where abs(patient.easting - crime.easting) <= $metres
        and abs(patient.northing - crime.northing) <= $metres
        and (
            patient.age_band = crime.age_band
            or patient.age_band is null
            or crime.age_band is null
        )
        and (
            patient.sex = crime.sex
            or patient.sex is null
            or crime.sex is null
        )
)

select
    patient,
    crime
from paired
where apart <= $metres * $metres
order by
    hours,
    apart,
    patient,
    crime
