-- name: near
select
    premises,
    agency,
    easting,
    northing,
    place_precision,
    month,
    case when night_of is null then day else night_of end as night,
    injury,
    weapon,
    location_type,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and (domestic is null or domestic = 0)
    and month between $since and $last
    and day is not null
    and (
        premises is not null
        or (
            place_precision in ('exact', 'snapped')
            and easting between $west and $east
            and northing between $south and $north
        )
    )
group by
    premises,
    agency,
    easting,
    northing,
    place_precision,
    month,
    case when night_of is null then day else night_of end,
    injury,
    weapon,
    location_type
order by
    month,
    night,
    easting,
    northing,
    premises,
    agency,
    place_precision,
    injury,
    weapon,
    location_type

-- name: domestic
select
    count(domestic) as known,
    count(*) as records
from incident
where dataset = $dataset
    and violence = 1
    and month between $since and $last
